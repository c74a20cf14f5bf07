package dev.scholion.models.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.EngineException;
import dev.scholion.models.batch.BudgetOverride;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.engine.TensorRtOptions.WhileBuilding;
import dev.scholion.models.testing.FakeEngine;
import dev.scholion.models.testing.TinyModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EngineChoiceTest {
    @TempDir
    private Path folder;

    private final FakeEngine tensorRtEngine = FakeEngine.answering();
    private final FakeEngine cpuEngine = FakeEngine.answering();
    private final FakeProvider cpu = new FakeProvider(EngineOptions.CPU, () -> cpuEngine);
    private ModelPackage model;

    @BeforeEach
    void readModel() {
        model = TinyModel.classifier(folder, 16);
    }

    @Test
    void takesTheBestKindThatTheMachineHasInWhateverOrderTheyAreFound() {
        EngineChoice choice = new EngineChoice(
                List.of(cpu, new FakeProvider("other", FakeEngine::answering), tensorRt(() -> tensorRtEngine)));
        assertSame(tensorRtEngine, choice.open(request(EngineOptions.automatic())));
        assertEquals(List.of("tensorrt", "cpu", "other"), choice.kinds());
    }

    @Test
    void passesOverWhatIsNotThereAndWhatDoesNotStart() {
        EngineChoice choice = new EngineChoice(List.of(
                new FakeProvider(EngineOptions.TENSORRT, Optional.of("no GPU"), FakeEngine::answering, true),
                new FakeProvider(EngineOptions.CUDA, () -> {
                    throw new EngineException("cuDNN is missing");
                }),
                cpu));
        assertSame(cpuEngine, choice.open(request(EngineOptions.automatic())));
    }

    @Test
    void passesOverWhatCannotRunTheGraph() {
        EngineChoice choice = new EngineChoice(List.of(
                tensorRt(() -> {
                    throw new ModelPackageException("MatMulInteger");
                }),
                cpu));
        assertSame(cpuEngine, choice.open(request(EngineOptions.automatic())));
    }

    @Test
    void doesNotReplaceAKindThatIsAskedFor() {
        EngineChoice choice = new EngineChoice(List.of(
                new FakeProvider(EngineOptions.TENSORRT, Optional.of("no GPU"), FakeEngine::answering, true), cpu));
        EngineException failure = assertThrows(
                EngineException.class, () -> choice.open(request(EngineOptions.only(EngineOptions.TENSORRT))));
        assertTrue(String.valueOf(failure.getMessage()).endsWith("': tensorrt: no GPU"), failure.getMessage());
    }

    @Test
    void doesNotGoOnWhenADeviceIsLost() {
        EngineChoice choice = new EngineChoice(List.of(
                tensorRt(() -> {
                    throw new EngineException(EngineException.Kind.DEVICE_LOST, "illegal address");
                }),
                cpu));
        assertEquals(
                EngineException.Kind.DEVICE_LOST,
                assertThrows(EngineException.class, () -> choice.open(request(EngineOptions.automatic())))
                        .kind());
    }

    @Test
    void namesTheKindsThatThereAre() {
        EngineChoice choice = new EngineChoice(List.of(cpu));
        IllegalArgumentException failure =
                assertThrows(IllegalArgumentException.class, () -> choice.open(request(EngineOptions.only("tpu"))));
        assertEquals("there is no kind of engine 'tpu'; there are cpu", failure.getMessage());
    }

    @Test
    void buildsTheBestEngineWhileTheNextServes() {
        CountDownLatch built = new CountDownLatch(1);
        EngineChoice choice = new EngineChoice(List.of(
                new FakeProvider(
                        EngineOptions.TENSORRT,
                        Optional.empty(),
                        () -> {
                            await(built);
                            return tensorRtEngine;
                        },
                        false),
                cpu));
        EngineSource.Opening opening = choice.start(request(EngineOptions.automatic()
                .withTensorRt(TensorRtOptions.defaults().withWhileBuilding(WhileBuilding.FALL_BACK))));
        assertSame(cpuEngine, opening.engine());
        built.countDown();
        assertSame(tensorRtEngine, opening.better().orElseThrow().join());
    }

    @Test
    void waitsForABuildUnlessItMayFallBack() {
        EngineChoice choice = new EngineChoice(
                List.of(new FakeProvider(EngineOptions.TENSORRT, Optional.empty(), () -> tensorRtEngine, false), cpu));
        EngineSource.Opening opening = choice.start(request(EngineOptions.automatic()));
        assertSame(tensorRtEngine, opening.engine());
        assertTrue(opening.better().isEmpty());
    }

    private EngineRequest request(EngineOptions options) {
        return new EngineRequest(model, EngineShapes.of(model, BudgetOverride.NONE), options);
    }

    private static FakeProvider tensorRt(Supplier<Engine> engine) {
        return new FakeProvider(EngineOptions.TENSORRT, engine);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private record FakeProvider(String kind, Optional<String> problem, Supplier<Engine> engine, boolean ready)
            implements EngineProvider {
        FakeProvider(String kind, Supplier<Engine> engine) {
            this(kind, Optional.empty(), engine, true);
        }

        @Override
        public Optional<String> unavailable(EngineOptions options) {
            return problem;
        }

        @Override
        public boolean isReady(EngineRequest request) {
            return ready;
        }

        @Override
        public Engine open(EngineRequest request) {
            assertEquals(Optional.of(kind), request.options().kind());
            return engine.get();
        }
    }
}

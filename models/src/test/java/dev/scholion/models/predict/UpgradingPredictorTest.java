package dev.scholion.models.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scholion.models.Annotations;
import dev.scholion.models.EngineException;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.engine.Engine;
import dev.scholion.models.engine.EngineRequest;
import dev.scholion.models.engine.EngineSource;
import dev.scholion.models.testing.FakeEngine;
import dev.scholion.models.testing.TinyModel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UpgradingPredictorTest {
    private final CompletableFuture<Engine> later = new CompletableFuture<>();

    @TempDir
    private Path folder;

    @Test
    void answersByTheFirstUntilTheBetterIsThereAndThenFreesTheFirst() {
        FakeEngine first = FakeEngine.answering();
        FakeEngine better = FakeEngine.answering();
        try (TracingPredictor predictor = open(first)) {
            predictor.predict("w1").join();
            assertEquals(2, first.runs(), "the probe and the text");
            later.complete(better);
            assertEquals(1, first.closes());
            predictor.predict("w1").join();
            assertEquals(2, better.runs(), "the probe and the text");
        }
        assertEquals(1, better.closes());
        assertEquals(1, first.closes());
    }

    @Test
    void answersWhatTheFirstHadAccepted() {
        CountDownLatch gate = new CountDownLatch(1);
        FakeEngine first = FakeEngine.hangingUntil(gate);
        try (TracingPredictor predictor = open(first)) {
            CompletableFuture<Annotations> accepted = predictor.predict("w1");
            first.awaitStart();
            CompletableFuture<Void> upgrade = CompletableFuture.runAsync(() -> later.complete(FakeEngine.answering()));
            gate.countDown();
            upgrade.join();
            accepted.join();
        }
    }

    @Test
    void staysWithTheFirstIfThereWillBeNoBetter() {
        FakeEngine first = FakeEngine.answering();
        try (TracingPredictor predictor = open(first)) {
            later.completeExceptionally(new EngineException("the build failed"));
            predictor.predict("w1").join();
            assertEquals(0, first.closes());
        }
        assertEquals(1, first.closes());
    }

    @Test
    void freesABetterOneThatComesAfterItIsClosed() {
        FakeEngine better = FakeEngine.answering();
        open(FakeEngine.answering()).close();
        later.complete(better);
        assertEquals(1, better.closes());
    }

    private TracingPredictor open(Engine first) {
        ModelPackage model = TinyModel.classifier(folder, 16);
        return Predictors.open(ModelUse.usual(model, PredictorOptions.defaults().withThreads(1)), new EngineSource() {
            @Override
            public Engine open(EngineRequest request) {
                throw new AssertionError("asked to wait");
            }

            @Override
            public Opening start(EngineRequest request) {
                return new Opening(first, Optional.of(later));
            }
        });
    }
}

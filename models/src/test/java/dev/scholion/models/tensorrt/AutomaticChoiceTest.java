package dev.scholion.models.tensorrt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.EngineException;
import dev.scholion.models.batch.BudgetOverride;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.engine.Engine;
import dev.scholion.models.engine.EngineChoice;
import dev.scholion.models.engine.EngineOptions;
import dev.scholion.models.engine.EngineRequest;
import dev.scholion.models.engine.EngineShapes;
import dev.scholion.models.gpu.GpuProbe;
import dev.scholion.models.testing.TinyModel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the engines that are registered, on a machine without a GPU. */
class AutomaticChoiceTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void needNoGpu() {
        Assumptions.assumeTrue(GpuProbe.ofThisMachine().gpus().devices().isEmpty(), "there is a GPU");
    }

    private EngineRequest request(EngineOptions options) {
        ModelPackage model = TinyModel.classifier(folder, 16);
        return new EngineRequest(model, EngineShapes.of(model, BudgetOverride.NONE), options);
    }

    @Test
    void fallsBackToTheProcessor() {
        EngineChoice choice = EngineChoice.ofThisMachine();
        assertEquals(List.of("tensorrt", "cuda", "cpu"), choice.kinds().subList(0, 3));
        try (Engine engine = choice.open(request(EngineOptions.automatic()))) {
            assertTrue(engine.description().startsWith("onnxruntime-cpu "), engine.description());
        }
    }

    @Test
    void saysWhyAnEngineThatWasAskedForIsNotThere() {
        for (String kind : List.of(EngineOptions.TENSORRT, EngineOptions.CUDA)) {
            EngineException failure = assertThrows(
                    EngineException.class, () -> EngineChoice.ofThisMachine().open(request(EngineOptions.only(kind))));
            assertTrue(String.valueOf(failure.getMessage()).contains(kind + ": no GPU: "), failure.getMessage());
        }
    }
}

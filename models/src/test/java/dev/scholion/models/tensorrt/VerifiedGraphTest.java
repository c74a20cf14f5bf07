package dev.scholion.models.tensorrt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.engine.GpuGraph;
import dev.scholion.models.engine.TensorRtOptions.Precision;
import dev.scholion.models.onnx.OnnxGraph;
import dev.scholion.models.testing.Project;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifiedGraphTest {
    @TempDir
    private Path folder;

    @Test
    void holdsTheCataloguesModelInFloatingPointForEveryPrecision() throws IOException {
        for (Precision precision : Precision.values()) {
            ModelPackage model = GpuGraph.forTensorRt(precision).of(Project.newsModel());
            assertEquals("fp32", model.precision());
            Path copy;
            try (VerifiedGraph graph = VerifiedGraph.copy(model)) {
                copy = graph.graph();
                OnnxGraph written = read(copy);
                assertFalse(written.operators().contains("DequantizeLinear"), written.operators()::toString);
                assertEquals(List.of(), written.externalFiles());
            }
            assertFalse(Files.exists(copy.getParent()), "closing it removes the copy");
        }
    }

    @Test
    void refusesWeightsThatAreNotThePromisedOnes() throws IOException {
        Path news = Project.newsModel().folder();
        for (String file : List.of(
                "model.yaml", "model.onnx", "model_fp32.onnx", "tokenizer.json", "golden.json", "golden_fp32.json")) {
            Files.copy(news.resolve(file), folder.resolve(file));
        }
        ModelPackage model = ModelPackage.read(folder).withPrecision("fp32");
        Files.write(folder.resolve("model.onnx"), new byte[] {0}, StandardOpenOption.APPEND);
        ModelPackageException refusal = assertThrows(
                ModelPackageException.class, () -> VerifiedGraph.copy(model).close());
        assertTrue(String.valueOf(refusal.getMessage()).contains("sha256"), refusal.getMessage());
    }

    private static OnnxGraph read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return OnnxGraph.read(in);
        }
    }
}

package dev.scholion.models.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.onnx.ElementType;
import dev.scholion.models.onnx.OnnxGraph;
import dev.scholion.models.testing.Project;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FloatWeightsTest {
    @TempDir
    private Path folder;

    @Test
    void writesAGraphOfStandardOperatorsThatHoldsItsWeightsInFloatingPoint() throws IOException {
        ModelPackage model = Project.newsModel().withPrecision("fp32");
        assertTrue(model.describeGraph().roundsOnlyWeights());
        Path file = folder.resolve("float.onnx");
        FloatWeights.write(model, file);
        FloatWeights.write(model, file); // over what is there
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            OnnxGraph written = OnnxGraph.read(in);
            assertFalse(written.operators().contains("DequantizeLinear"));
            assertEquals(0, written.externalFiles().size());
            assertEquals(Optional.of(ElementType.FLOAT), written.prevailingType());
            assertTrue(
                    written.operators().stream().noneMatch(operator -> operator.contains(".")),
                    written.operators()::toString);
        }
    }
}

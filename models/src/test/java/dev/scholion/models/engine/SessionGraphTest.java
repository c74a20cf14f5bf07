package dev.scholion.models.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.onnx.ProductGraph;
import dev.scholion.models.onnx.UnsignedWeights;
import dev.scholion.models.testing.TinyModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionGraphTest {
    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();
    private static final Path CPU = Path.of("/proc/cpuinfo");

    @TempDir
    private Path folder;

    @Test
    void knowsTheProcessorsThatStopSums() throws Exception {
        boolean saysWhatItCan =
                Files.isReadable(CPU) && System.getProperty("os.arch").equals("amd64");
        if (!saysWhatItCan) {
            System.out.println("SKIPPED: only Linux on x86 names the processor's instructions");
        }
        Assumptions.assumeTrue(saysWhatItCan);
        List<String> instructions = List.of(Files.readString(CPU).split("\\s+"));
        boolean right = instructions.contains("avx512_vnni") || instructions.contains("avx_vnni");
        assertEquals(!right, IntegerProducts.saturate(ENVIRONMENT));
    }

    @Test
    void findsWeightsThatLieBesideTheGraph() throws Exception {
        byte[] weights = {127, -128, 0, 1, -1, 127, 64, 127};
        ModelPackage model = model(weights);
        int[][] expected = {{255 * (127 + 0 - 1 + 64), 255 * (-128 + 1 + 127 + 127)}};
        assertArrayEquals(expected, products(model, SessionGraph.read(model.graph(), ENVIRONMENT)));
        byte[] unsigned = UnsignedWeights.of(model.graph().verifiedBytes()).graph();
        assertArrayEquals(expected, products(model, unsigned));
    }

    private ModelPackage model(byte[] weights) throws IOException {
        TinyModel.classifier(folder, 16);
        byte[] graph = new ProductGraph()
                .input("x", ProductGraph.UINT8, 1, 4)
                .output("y", ProductGraph.INT32, 1, 2)
                .node("MatMulInteger", List.of("x", "w", "zero"), "y")
                .bytes("zero", ProductGraph.UINT8, new byte[1])
                .external("w", ProductGraph.INT8, "model.onnx_data", 4, 2)
                .file();
        Files.write(folder.resolve("model.onnx"), graph);
        Files.write(folder.resolve("model.onnx_data"), weights);
        return ModelPackage.read(folder);
    }

    private static int[][] products(ModelPackage model, byte[] graph) throws OrtException {
        ByteBuffer activations = ByteBuffer.allocateDirect(4).putInt(-1).flip();
        try (OrtSession.SessionOptions options = OnnxEngine.forLongRuns();
                ExternalWeights weights = ExternalWeights.read(model, graph, ENVIRONMENT)) {
            weights.addTo(options);
            try (OrtSession session = ENVIRONMENT.createSession(graph, options);
                    OnnxTensor x =
                            OnnxTensor.createTensor(ENVIRONMENT, activations, new long[] {1, 4}, OnnxJavaType.UINT8);
                    OrtSession.Result result = session.run(Map.of("x", x))) {
                return (int[][]) result.get(0).getValue();
            }
        }
    }
}

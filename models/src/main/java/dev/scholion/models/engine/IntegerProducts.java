package dev.scholion.models.engine;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;

/**
 * What ONNX Runtime makes of bytes times bytes on this processor.
 *
 * <p>x86 without VNNI adds two products of an unsigned and a signed byte in 16 bits and stops at 32,767, so that large
 * activations and weights beside each other count too little. Two unsigned bytes are multiplied rightly everywhere.
 */
final class IntegerProducts {
    /** Of activations [2, 4] the products with a signed matrix [4, 4] of 127. */
    private static final String GRAPH = "products.onnx";

    private static final int ROWS = 2;
    private static final int INNER = 4;
    private static final byte LARGEST_UNSIGNED = (byte) 255;
    private static final int RIGHT = INNER * 255 * Byte.MAX_VALUE;

    private IntegerProducts() {}

    /** Whether sums of products of unsigned activations and signed weights stop at a limit; found by trying it. */
    static boolean saturate(OrtEnvironment environment) throws OrtException {
        byte[] activations = new byte[ROWS * INNER];
        Arrays.fill(activations, LARGEST_UNSIGNED);
        ByteBuffer direct =
                ByteBuffer.allocateDirect(activations.length).put(activations).flip();
        try (OrtSession.SessionOptions options = OnnxEngine.forLongRuns();
                OrtSession session = environment.createSession(TrialGraph.read(GRAPH), options);
                OnnxTensor x =
                        OnnxTensor.createTensor(environment, direct, new long[] {ROWS, INNER}, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of("x", x))) {
            return ((int[][]) result.get(0).getValue())[0][0] != RIGHT;
        }
    }
}

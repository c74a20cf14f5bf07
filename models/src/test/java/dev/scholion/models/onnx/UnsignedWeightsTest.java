package dev.scholion.models.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes out of a rewritten graph is compared with products of Java's integers: those of the graph as it was are wrong on some processors. */
class UnsignedWeightsTest {
    private static final int ROWS = 3;
    private static final int INNER = 70;
    private static final int COLUMNS = 5;
    private static final byte[] ACTIVATIONS = near(255, ROWS * INNER);
    private static final byte[] WEIGHTS = near(127, INNER * COLUMNS);
    private static final byte[] ZERO_POINTS = {0, 3, -128, 127, -1};
    private static final byte ACTIVATION_ZERO_POINT = (byte) 128;

    @Test
    void changesNoProduct() throws Exception {
        UnsignedWeights unsigned = UnsignedWeights.of(product(ProductGraph.INT8).file());
        assertEquals(Set.of(), unsigned.left());
        assertArrayEquals(products(new byte[COLUMNS]), integers(unsigned.graph()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shiftsZeroPoints(boolean areNumbers) throws Exception {
        ProductGraph graph = integers().node("MatMulInteger", List.of("x", "w", "zx", "zw"), "y");
        byte[] file = areNumbers
                ? graph.numbers("w", ProductGraph.INT8, WEIGHTS, INNER, COLUMNS)
                        .numbers("zw", ProductGraph.INT8, ZERO_POINTS, COLUMNS)
                        .file()
                : graph.bytes("w", ProductGraph.INT8, WEIGHTS, INNER, COLUMNS)
                        .bytes("zw", ProductGraph.INT8, ZERO_POINTS, COLUMNS)
                        .file();
        assertArrayEquals(
                products(ZERO_POINTS), integers(UnsignedWeights.of(file).graph()));
    }

    @Test
    void leavesWeightsToOthersThatReadThem() throws Exception {
        byte[] file = product(ProductGraph.INT8)
                .node("Identity", List.of("w"), "same")
                .output("same", ProductGraph.INT8, INNER, COLUMNS)
                .file();
        try (OrtSession session = session(UnsignedWeights.of(file).graph());
                OnnxTensor x = activations();
                OrtSession.Result result = session.run(Map.of("x", x))) {
            assertArrayEquals(
                    products(new byte[COLUMNS]), (int[][]) result.get(0).getValue());
            assertEquals(WEIGHTS[1], ((byte[][]) result.get(1).getValue())[0][1]);
        }
    }

    @Test
    void knowsTheProductsThatScaleTheirResult() throws Exception {
        byte[] file = new ProductGraph()
                .input("x", ProductGraph.UINT8, ROWS, INNER)
                .output("y", ProductGraph.FLOAT, ROWS, COLUMNS)
                .node("com.microsoft.MatMulIntegerToFloat", List.of("x", "w", "sx", "sw", "zx"), "y")
                .bytes("zx", ProductGraph.UINT8, new byte[] {ACTIVATION_ZERO_POINT})
                .number("sx", 0.5f)
                .number("sw", 0.25f)
                .bytes("w", ProductGraph.INT8, WEIGHTS, INNER, COLUMNS)
                .file();
        int[][] expected = products(new byte[COLUMNS]);
        try (OrtSession session = session(UnsignedWeights.of(file).graph());
                OnnxTensor x = activations();
                OrtSession.Result result = session.run(Map.of("x", x))) {
            float[][] scaled = (float[][]) result.get(0).getValue();
            for (int row = 0; row < ROWS; row++) {
                for (int column = 0; column < COLUMNS; column++) {
                    assertEquals(expected[row][column] * 0.125f, scaled[row][column], 0.01f);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void knowsTheProductsOfActivationsThatAreQuantisedOnTheWay(boolean inOne) throws Exception {
        ProductGraph graph = new ProductGraph()
                .input("x", ProductGraph.FLOAT, ROWS, INNER)
                .bytes("w", ProductGraph.INT8, WEIGHTS, INNER, COLUMNS);
        if (inOne) {
            graph.output("y", ProductGraph.FLOAT, ROWS, COLUMNS)
                    .number("sw", 1)
                    .node("com.microsoft.DynamicQuantizeMatMul", List.of("x", "w", "sw"), "y");
        } else {
            graph.output("y", ProductGraph.INT32, ROWS, COLUMNS)
                    .node("DynamicQuantizeLinear", List.of("x"), "q", "s", "z")
                    .node("MatMulInteger", List.of("q", "w", "z"), "y");
        }
        UnsignedWeights unsigned = UnsignedWeights.of(graph.file());
        assertEquals(Set.of(), unsigned.left());
        float[][] x = new float[ROWS][INNER];
        for (int i = 0; i < ROWS * INNER; i++) { // from 0 to 255 in steps of 1: quantised as they are
            x[i / INNER][i % INNER] = i < 2 ? i * 255 : Byte.toUnsignedInt(ACTIVATIONS[i]);
        }
        try (OrtSession session = session(unsigned.graph());
                OnnxTensor tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), x);
                OrtSession.Result result = session.run(Map.of("x", tensor))) {
            for (int row = 0; row < ROWS; row++) {
                for (int column = 0; column < COLUMNS; column++) {
                    double expected = 0;
                    for (int i = 0; i < INNER; i++) {
                        expected += x[row][i] * WEIGHTS[i * COLUMNS + column];
                    }
                    Object y = result.get(0).getValue();
                    assertEquals(expected, inOne ? ((float[][]) y)[row][column] : ((int[][]) y)[row][column], 0.5);
                }
            }
        }
    }

    @Test
    void findsWeightsThatAreTurnedOnTheWay() throws Exception {
        byte[] turned = new byte[WEIGHTS.length];
        for (int i = 0; i < WEIGHTS.length; i++) {
            turned[i % COLUMNS * INNER + i / COLUMNS] = WEIGHTS[i];
        }
        byte[] file = integers()
                .node("Transpose", List.of("turned"), "w")
                .node("MatMulInteger", List.of("x", "w", "zx"), "y")
                .bytes("turned", ProductGraph.INT8, turned, COLUMNS, INNER)
                .file();
        assertArrayEquals(
                products(new byte[COLUMNS]), integers(UnsignedWeights.of(file).graph()));
    }

    @Test
    void leavesWhatItDoesNotKnowAndSaysSo() throws Exception {
        byte[] signedActivations = new ProductGraph()
                .input("x", ProductGraph.INT8, ROWS, INNER)
                .output("y", ProductGraph.INT32, ROWS, COLUMNS)
                .node("MatMulInteger", List.of("x", "w"), "y")
                .bytes("w", ProductGraph.INT8, WEIGHTS, INNER, COLUMNS)
                .file();
        assertEquals(
                Set.of("MatMulInteger"), UnsignedWeights.of(signedActivations).left());
        session(UnsignedWeights.of(signedActivations).graph()).close();

        ProductGraph fakeQuantised = new ProductGraph()
                .node("DequantizeLinear", List.of("w", "s"), "f")
                .number("s", 1)
                .bytes("w", ProductGraph.INT8, WEIGHTS, INNER, COLUMNS);
        byte[] weightsOnly = fakeQuantised.file();
        assertSame(weightsOnly, UnsignedWeights.of(weightsOnly).graph());
        assertEquals(Set.of(), UnsignedWeights.of(weightsOnly).left());
        byte[] both =
                fakeQuantised.node("QuantizeLinear", List.of("x", "s"), "q").file();
        assertEquals(Set.of("DequantizeLinear"), UnsignedWeights.of(both).left());
    }

    @Test
    void leavesUnsignedWeightsAlone() throws Exception {
        UnsignedWeights unsigned =
                UnsignedWeights.of(product(ProductGraph.UINT8).file());
        assertEquals(Set.of(), unsigned.left());
        assertArrayEquals(products(new byte[COLUMNS], false), integers(unsigned.graph()));
    }

    @Test
    void refusesWhatIsNoGraph() {
        assertThrows(OnnxFormatException.class, () -> UnsignedWeights.of(new byte[] {1, 2, 3}));
    }

    /** @param type of the weights */
    private static ProductGraph product(int type) {
        return integers().node("MatMulInteger", List.of("x", "w", "zx"), "y").bytes("w", type, WEIGHTS, INNER, COLUMNS);
    }

    private static ProductGraph integers() {
        return new ProductGraph()
                .input("x", ProductGraph.UINT8, ROWS, INNER)
                .output("y", ProductGraph.INT32, ROWS, COLUMNS)
                .bytes("zx", ProductGraph.UINT8, new byte[] {ACTIVATION_ZERO_POINT});
    }

    /** Most of them near to the limit of their range. */
    private static byte[] near(int limit, int count) {
        Random random = new Random(limit);
        byte[] values = new byte[count];
        for (int i = 0; i < count; i++) {
            values[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : limit - random.nextInt(2));
        }
        return values;
    }

    private static int[][] products(byte[] zeroPoints) {
        return products(zeroPoints, true);
    }

    private static int[][] products(byte[] zeroPoints, boolean areSigned) {
        int[][] products = new int[ROWS][COLUMNS];
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                for (int i = 0; i < INNER; i++) {
                    int x = Byte.toUnsignedInt(ACTIVATIONS[row * INNER + i])
                            - Byte.toUnsignedInt(ACTIVATION_ZERO_POINT);
                    byte weight = WEIGHTS[i * COLUMNS + column];
                    products[row][column] +=
                            x * ((areSigned ? weight : Byte.toUnsignedInt(weight)) - zeroPoints[column]);
                }
            }
        }
        return products;
    }

    private static int[][] integers(byte[] graph) throws OrtException {
        try (OrtSession session = session(graph);
                OnnxTensor x = activations();
                OrtSession.Result result = session.run(Map.of("x", x))) {
            return (int[][]) result.get(0).getValue();
        }
    }

    private static OrtSession session(byte[] graph) throws OrtException {
        return OrtEnvironment.getEnvironment().createSession(graph);
    }

    private static OnnxTensor activations() throws OrtException {
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(ACTIVATIONS.length).put(ACTIVATIONS).flip();
        return OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), bytes, new long[] {ROWS, INNER}, OnnxJavaType.UINT8);
    }
}

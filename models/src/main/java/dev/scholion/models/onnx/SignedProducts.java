package dev.scholion.models.onnx;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rewrites the integer products of one graph, for {@link UnsignedWeights}. Numbers are those of the fields in ONNX's own
 * schema, {@code onnx.proto}.
 */
final class SignedProducts {
    /** Which inputs of an operator are its matrix and the zero point of that; the first one is the activations. */
    private record Places(int matrix, int zeroPoint) {}

    private static final String DYNAMIC_PRODUCT = "com.microsoft.DynamicQuantizeMatMul";

    private static final Map<String, Places> REWRITTEN = Map.of(
            "MatMulInteger",
            new Places(1, 3),
            "com.microsoft.MatMulIntegerToFloat",
            new Places(1, 5),
            DYNAMIC_PRODUCT,
            new Places(1, 3));

    private static final Set<String> OTHERS = Set.of(
            "ConvInteger",
            "QLinearConv",
            "QLinearMatMul",
            "com.microsoft.DynamicQuantizeLSTM",
            "com.microsoft.QAttention",
            "com.microsoft.QGemm");

    /** Where both are, engines may merge them with the products between them. */
    private static final String QUANTIZE = "QuantizeLinear";

    private static final String DEQUANTIZE = "DequantizeLinear";

    /** A graph without these multiplies no bytes. */
    static final Set<String> OPERATORS = operators();

    /** Their first output has the type of their first input. */
    private static final Set<String> MOVING = Set.of("Identity", "Reshape", "Squeeze", "Transpose", "Unsqueeze");

    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_INITIALIZER = 5;
    private static final int GRAPH_INPUT = 11;
    private static final int NODE_INPUT = 1;
    private static final int NODE_OUTPUT = 2;
    private static final int NODE_OPERATOR = 4;
    private static final int NODE_ATTRIBUTE = 5;
    private static final int NODE_DOMAIN = 7;
    private static final int ATTRIBUTE_NAME = 1;
    private static final int ATTRIBUTE_INTEGER = 3;
    private static final int ATTRIBUTE_TYPE = 20;
    private static final int TENSOR_TYPE = 2;
    private static final int TENSOR_NAME = 8;
    private static final int TENSOR_RAW_DATA = 9;
    private static final int VALUE_NAME = 1;
    private static final int VALUE_TYPE = 2;
    private static final int TYPE_TENSOR = 1;
    private static final int TENSOR_TYPE_ELEMENT = 1;
    private static final long OF_AN_INTEGER = 2;
    private static final long UINT8 = 2;
    private static final long INT8 = 3;
    private static final long INT32 = 6;

    private static final String ENDING = "/unsigned";
    private static final String SHIFT = "128/int32";
    private static final String MIDDLE = "128/uint8" + ENDING;

    private final ProtobufMessage graph;
    private final Map<String, Long> types = new HashMap<>();
    private final List<ByteString> nodes = new ArrayList<>();
    private final Set<String> shifted = new HashSet<>();
    private final Set<String> left = new TreeSet<>();

    SignedProducts(ProtobufMessage graph) {
        this.graph = graph;
    }

    private static Set<String> operators() {
        Set<String> operators = new HashSet<>(OTHERS);
        operators.addAll(REWRITTEN.keySet());
        operators.add(QUANTIZE);
        return Set.copyOf(operators);
    }

    /** Operators whose weights are signed still. */
    Set<String> left() {
        return left;
    }

    ProtobufMessage rewritten() throws OnnxFormatException {
        for (ProtobufMessage input : graph.messages(GRAPH_INPUT)) {
            types.put(
                    input.text(VALUE_NAME),
                    input.message(VALUE_TYPE).message(TYPE_TENSOR).integer(TENSOR_TYPE_ELEMENT));
        }
        for (ProtobufMessage tensor : graph.messages(GRAPH_INITIALIZER)) {
            types.put(tensor.text(TENSOR_NAME), tensor.integer(TENSOR_TYPE));
        }
        boolean quantizes = false;
        for (ProtobufMessage node : graph.messages(GRAPH_NODE)) {
            quantizes |= operator(node).equals(QUANTIZE);
            nodes.add(rewritten(node).bytes()); // behind those that make its weights
            learnTypes(node);
        }
        if (!quantizes) {
            left.remove(DEQUANTIZE);
        }
        List<ByteString> tensors = new ArrayList<>(graph.byteStrings(GRAPH_INITIALIZER));
        if (!shifted.isEmpty()) {
            tensors.add(number(SHIFT, INT32, (byte) 128, (byte) 0, (byte) 0, (byte) 0));
            tensors.add(number(MIDDLE, UINT8, (byte) 128));
        }
        return graph.with(GRAPH_NODE, nodes).with(GRAPH_INITIALIZER, tensors);
    }

    private void learnTypes(ProtobufMessage node) {
        List<String> inputs = node.texts(NODE_INPUT);
        List<String> outputs = node.texts(NODE_OUTPUT);
        String operator = operator(node);
        if (operator.equals("DynamicQuantizeLinear")) {
            outputs.forEach(output -> types.put(output, UINT8)); // but for the scale, which nothing multiplies by
        } else if (operator.equals(QUANTIZE)) {
            types.put(at(outputs, 0), types.getOrDefault(at(inputs, 2), UINT8));
        } else if (MOVING.contains(operator)) {
            types.put(at(outputs, 0), typeOf(at(inputs, 0)));
        }
    }

    private ProtobufMessage rewritten(ProtobufMessage node) {
        List<String> inputs = new ArrayList<>(node.texts(NODE_INPUT));
        String operator = operator(node);
        Places places = REWRITTEN.get(operator);
        if (places == null) {
            boolean multiplies = OTHERS.contains(operator) || operator.equals(DEQUANTIZE);
            if (multiplies && inputs.stream().anyMatch(this::isSigned)) {
                left.add(operator);
            }
            return node;
        }
        String matrix = at(inputs, places.matrix);
        if (!isSigned(matrix)) {
            return node;
        }
        String zeroPoint = at(inputs, places.zeroPoint);
        boolean ofUnsigned = operator.equals(DYNAMIC_PRODUCT) || typeOf(at(inputs, 0)) == UINT8;
        if (!ofUnsigned || !(zeroPoint.isEmpty() || isSigned(zeroPoint))) {
            left.add(operator);
            return node;
        }
        while (inputs.size() <= places.zeroPoint) {
            inputs.add(""); // an optional one that is not there
        }
        inputs.set(places.matrix, unsigned(matrix));
        inputs.set(places.zeroPoint, zeroPoint.isEmpty() ? MIDDLE : unsigned(zeroPoint));
        return node.with(NODE_INPUT, texts(inputs));
    }

    private static String operator(ProtobufMessage node) {
        return OnnxReader.operator(node.text(NODE_DOMAIN), node.text(NODE_OPERATOR));
    }

    private static String at(List<String> names, int place) {
        return place < names.size() ? names.get(place) : "";
    }

    /** 0 if it is not known. */
    private long typeOf(String name) {
        return types.getOrDefault(name, 0L);
    }

    private boolean isSigned(String name) {
        return typeOf(name) == INT8;
    }

    /** Adds nodes that make unsigned bytes of signed ones, which an engine computes once; the name of what they make. */
    private String unsigned(String name) {
        String made = name + ENDING;
        if (shifted.add(name)) {
            String wide = made + "/int32";
            nodes.add(cast(name, wide, INT32));
            nodes.add(node("Add", List.of(wide, SHIFT), wide + "/128").bytes());
            nodes.add(cast(wide + "/128", made, UINT8));
        }
        return made;
    }

    private static ByteString cast(String from, String to, long type) {
        ByteString attribute = ProtobufMessage.EMPTY
                .with(ATTRIBUTE_NAME, ByteString.copyFromUtf8("to"))
                .with(ATTRIBUTE_INTEGER, type)
                .with(ATTRIBUTE_TYPE, OF_AN_INTEGER)
                .bytes();
        return node("Cast", List.of(from), to).with(NODE_ATTRIBUTE, attribute).bytes();
    }

    private static ProtobufMessage node(String operator, List<String> inputs, String output) {
        return ProtobufMessage.EMPTY
                .with(NODE_INPUT, texts(inputs))
                .with(NODE_OUTPUT, ByteString.copyFromUtf8(output))
                .with(NODE_OPERATOR, ByteString.copyFromUtf8(operator));
    }

    private static ByteString number(String name, long type, byte... littleEndian) {
        return ProtobufMessage.EMPTY
                .with(TENSOR_TYPE, type)
                .with(TENSOR_NAME, ByteString.copyFromUtf8(name))
                .with(TENSOR_RAW_DATA, ByteString.copyFrom(littleEndian))
                .bytes();
    }

    private static List<ByteString> texts(List<String> texts) {
        return texts.stream().map(ByteString::copyFromUtf8).toList();
    }
}

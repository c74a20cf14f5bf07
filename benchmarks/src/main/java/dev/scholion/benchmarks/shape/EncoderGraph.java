package dev.scholion.benchmarks.shape;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * An encoder with random weights and a head that classifies texts, as BERT computes it. Weights are named as in
 * Transformers, so that the reference can be given the same ones.
 */
final class EncoderGraph {
    /** Times the root of a vector's length: 0.02 for BERT-base, as it is initialised. */
    private static final double DEVIATION = 0.55;

    private static final float MASKED = -10_000f;
    private static final float EPSILON = 1e-12f;

    /** 8-bit steps in one deviation of a weight: all but one in ten thousand fit. */
    private static final float STEPS = 32;

    /** Largest activation that 8 bits tell apart: after a norm, of attention's outcome, after the activation function. */
    private static final float AFTER_NORM = 5;

    private static final float AFTER_ATTENTION = 2;
    private static final float AFTER_GELU = 4;

    private final EncoderShape shape;
    private final Precision precision;
    private final int vocabulary;
    private final int window;
    private final int labels;
    private final OnnxGraphWriter graph = new OnnxGraphWriter();
    private final int floats;
    private final float deviation;
    private int constants;
    private long seed = 1; // the same weights in every precision

    /** How the weights are written. */
    enum Precision {
        FP32,
        FP16,
        /** 8-bit weights, and quantisation nodes before every product with one. */
        INT8
    }

    EncoderGraph(EncoderShape shape, Precision precision, int vocabulary, int window, int labels) {
        this.shape = shape;
        this.precision = precision;
        this.vocabulary = vocabulary;
        this.window = window;
        this.labels = labels;
        this.deviation = (float) (DEVIATION / Math.sqrt(shape.hidden()));
        this.floats = precision == Precision.FP16 ? Tensor.FLOAT16 : Tensor.FLOAT;
    }

    void write(Path file) throws IOException {
        graph.input("input_ids", Tensor.INT64, "rows", "columns");
        graph.input("attention_mask", Tensor.INT64, "rows", "columns");
        if (shape.types()) {
            graph.input("token_type_ids", Tensor.INT64, "rows", "columns");
        }
        String mask = mask();
        String states = embeddings();
        for (int layer = 0; layer < shape.layers(); layer++) {
            states = layer("encoder.layer.%d.".formatted(layer), states, mask);
        }
        String first = graph.node("Gather", Map.of("axis", 1), states, scalar(0));
        String pooled = graph.node("Tanh", linear("pooler.dense", first, shape.hidden(), shape.hidden()));
        String logits = linear("classifier", pooled, shape.hidden(), labels);
        graph.node("Cast", Map.of("to", Tensor.FLOAT), "logits", List.of(logits));
        graph.output("logits", Tensor.FLOAT, "rows", labels);
        graph.write(file);
    }

    private String mask() {
        String given = graph.node("Cast", Map.of("to", floats), "attention_mask");
        String padding = graph.node("Sub", constant(1), given);
        String added = graph.node("Mul", padding, constant(MASKED));
        return graph.node("Unsqueeze", added, graph.integers(1, 2));
    }

    private String embeddings() {
        String words = graph.node(
                "Gather", random("embeddings.word_embeddings.weight", vocabulary, shape.hidden()), "input_ids");
        String columns = graph.node("Slice", graph.node("Shape", "input_ids"), graph.integers(1), graph.integers(2));
        String places = graph.node(
                "Slice",
                random("embeddings.position_embeddings.weight", window, shape.hidden()),
                graph.integers(0),
                columns,
                graph.integers(0));
        String sum = graph.node("Add", words, places);
        if (shape.types()) {
            sum = graph.node(
                    "Add",
                    sum,
                    graph.node(
                            "Gather",
                            random("embeddings.token_type_embeddings.weight", 2, shape.hidden()),
                            "token_type_ids"));
        }
        return norm("embeddings.LayerNorm", sum);
    }

    private String layer(String name, String states, String mask) {
        int hidden = shape.hidden();
        String given = quantized(states, AFTER_NORM);
        String query = heads(product(name + "attention.self.query", given, hidden, hidden), 0, 2, 1, 3);
        String key = heads(product(name + "attention.self.key", given, hidden, hidden), 0, 2, 3, 1);
        String value = heads(product(name + "attention.self.value", given, hidden, hidden), 0, 2, 1, 3);
        float scale = (float) (1 / Math.sqrt(hidden / (double) shape.heads()));
        String scores = graph.node("Mul", graph.node("MatMul", query, key), constant(scale));
        String weights = graph.node("Softmax", Map.of("axis", -1), graph.node("Add", scores, mask));
        String context =
                graph.node("Transpose", Map.of("perm", List.of(0, 2, 1, 3)), graph.node("MatMul", weights, value));
        String joined = graph.node("Reshape", context, graph.integers(0, 0, hidden));
        String attended = product(name + "attention.output.dense", quantized(joined, AFTER_ATTENTION), hidden, hidden);
        String middle = norm(name + "attention.output.LayerNorm", graph.node("Add", attended, states));
        String wide = product(name + "intermediate.dense", quantized(middle, AFTER_NORM), hidden, shape.intermediate());
        String narrow = product(name + "output.dense", quantized(gelu(wide), AFTER_GELU), shape.intermediate(), hidden);
        return norm(name + "output.LayerNorm", graph.node("Add", narrow, middle));
    }

    private String heads(String vectors, int... order) {
        String split =
                graph.node("Reshape", vectors, graph.integers(0, 0, shape.heads(), shape.hidden() / shape.heads()));
        return graph.node(
                "Transpose", Map.of("perm", Arrays.stream(order).boxed().toList()), split);
    }

    private String gelu(String x) {
        String error = graph.node("Erf", graph.node("Div", x, constant((float) Math.sqrt(2))));
        return graph.node("Mul", graph.node("Mul", x, graph.node("Add", error, constant(1))), constant(0.5f));
    }

    private String norm(String name, String x) {
        int hidden = shape.hidden();
        return graph.node(
                "LayerNormalization",
                Map.of("axis", -1, "epsilon", EPSILON),
                x,
                graph.weights(all(name + ".weight", 1, hidden)),
                graph.weights(all(name + ".bias", 0, hidden)));
    }

    /** Rounded to what 8 bits tell apart, if the graph is for 8 bits. */
    private String quantized(String x, float most) {
        if (precision != Precision.INT8) {
            return x;
        }
        String scale = constant(most / 127);
        String zero = zeros("zero", 1);
        return graph.node("DequantizeLinear", graph.node("QuantizeLinear", x, scale, zero), scale, zero);
    }

    private String product(String name, String x, int from, int to) {
        if (precision != Precision.INT8) {
            return linear(name, x, from, to);
        }
        float[] steps = new float[to];
        Arrays.fill(steps, deviation / STEPS);
        String scale = graph.weights(of(name + ".scale", steps, to));
        String weight = graph.node(
                "DequantizeLinear",
                Map.of("axis", 1),
                graph.weights(RandomWeights.bytes(name + ".weight", seed++, STEPS, from, to)),
                scale,
                zeros(name + ".zero", to));
        return graph.node("Add", graph.node("MatMul", x, weight), bias(name, to));
    }

    private String linear(String name, String x, int from, int to) {
        return graph.node("Add", graph.node("MatMul", x, random(name + ".weight", from, to)), bias(name, to));
    }

    private String bias(String name, int to) {
        return random(name + ".bias", to);
    }

    private String random(String name, long... dimensions) {
        return graph.weights(RandomWeights.floats(name, floats, deviation, seed++, dimensions));
    }

    private String constant(float value) {
        return graph.weights(of("constant." + constants++, new float[] {value}));
    }

    private String scalar(long value) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
        return graph.weights(new Tensor(
                "scalar." + constants++, Tensor.INT64, Long.BYTES, List.of(), out -> out.write(bytes.array())));
    }

    private String zeros(String name, int count) {
        List<Long> dimensions = count == 1 ? List.of() : List.of((long) count);
        return graph.weights(
                new Tensor(name + "." + constants++, Tensor.INT8, 1, dimensions, out -> out.write(new byte[count])));
    }

    private Tensor all(String name, float value, int count) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return of(name, values, count);
    }

    private Tensor of(String name, float[] values, long... dimensions) {
        int bytes = floats == Tensor.FLOAT ? Float.BYTES : Short.BYTES;
        ByteBuffer buffer = ByteBuffer.allocate(values.length * bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            if (floats == Tensor.FLOAT) {
                buffer.putFloat(value);
            } else {
                buffer.putShort(RandomWeights.half(value));
            }
        }
        return new Tensor(
                name, floats, bytes, LongStream.of(dimensions).boxed().toList(), out -> out.write(buffer.array()));
    }
}

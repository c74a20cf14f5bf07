package dev.scholion.benchmarks.shape;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * A graph of standard ONNX operators, built node by node and then written. Names of values are handed out here. Not
 * thread-safe.
 */
final class OnnxGraphWriter {
    static final int OPSET = 17;

    private static final int IR_VERSION = 8;
    private static final int LARGEST = Integer.MAX_VALUE;

    private final ProtobufWriter inputs = new ProtobufWriter();
    private final ProtobufWriter outputs = new ProtobufWriter();
    private final ProtobufWriter nodes = new ProtobufWriter();
    private final List<Tensor> tensors = new ArrayList<>();
    private int values;

    /** A dimension that differs from batch to batch is a name, another a number. */
    void input(String name, int type, Object... shape) {
        inputs.message(11, value(name, type, shape));
    }

    void output(String name, int type, Object... shape) {
        outputs.message(12, value(name, type, shape));
    }

    private static ProtobufWriter value(String name, int type, Object... shape) {
        ProtobufWriter dimensions = new ProtobufWriter();
        for (Object dimension : shape) {
            dimensions.message(
                    1,
                    dimension instanceof Number size
                            ? new ProtobufWriter().number(1, size.longValue())
                            : new ProtobufWriter().text(2, dimension.toString()));
        }
        ProtobufWriter tensor = new ProtobufWriter().number(1, type).message(2, dimensions);
        return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, tensor));
    }

    /** Keeps weights, and says by what name nodes find them. */
    String weights(Tensor tensor) {
        tensors.add(tensor);
        return tensor.name();
    }

    /** Whole numbers that never change. */
    String integers(long... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        LongStream.of(numbers).forEach(bytes::putLong);
        return weights(new Tensor(
                next("integers"),
                Tensor.INT64,
                Long.BYTES,
                List.of((long) numbers.length),
                out -> out.write(bytes.array())));
    }

    /** The value of a node with one output. */
    String node(String operator, Map<String, ?> attributes, String... from) {
        String result = next(operator);
        node(operator, attributes, result, List.of(from));
        return result;
    }

    String node(String operator, String... from) {
        return node(operator, Map.of(), from);
    }

    void node(String operator, Map<String, ?> attributes, String result, List<String> from) {
        ProtobufWriter node = new ProtobufWriter();
        from.forEach(name -> node.text(1, name));
        node.text(2, result).text(3, result).text(4, operator);
        new TreeMap<>(attributes).forEach((name, value) -> node.message(5, attribute(name, value)));
        nodes.message(1, node);
    }

    private static ProtobufWriter attribute(String name, Object value) {
        ProtobufWriter attribute = new ProtobufWriter().text(1, name);
        if (value instanceof Float number) {
            return attribute.decimal(2, number).number(20, 1);
        }
        if (value instanceof Integer number) {
            return attribute.number(3, number).number(20, 2);
        }
        for (Object each : (List<?>) value) {
            attribute.number(8, ((Number) each).longValue());
        }
        return attribute.number(20, 7);
    }

    private String next(String kind) {
        return kind + "_" + values++;
    }

    /** @throws IllegalStateException if the weights are more than one file can hold */
    void write(Path file) throws IOException {
        byte[] beginning = nodes.text(2, "encoder").toBytes();
        byte[] end = inputs.toBytes();
        byte[] last = outputs.toBytes();
        long length = (long) beginning.length + end.length + last.length;
        List<byte[]> headers = new ArrayList<>();
        for (Tensor tensor : tensors) {
            byte[] header = tensor.header();
            byte[] prefix = new ProtobufWriter()
                    .lengthOf(5, header.length + tensor.bytes())
                    .toBytes();
            ByteBuffer both = ByteBuffer.allocate(prefix.length + header.length)
                    .put(prefix)
                    .put(header);
            headers.add(both.array());
            length += both.capacity() + tensor.bytes();
        }
        if (length > LARGEST) {
            throw new IllegalStateException("a graph of %d bytes, a file holds %d".formatted(length, LARGEST));
        }
        byte[] model = new ProtobufWriter()
                .number(1, IR_VERSION)
                .text(2, "scholion-benchmarks")
                .message(8, new ProtobufWriter().text(1, "").number(2, OPSET))
                .lengthOf(7, length)
                .toBytes();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write(model);
            out.write(beginning);
            for (int i = 0; i < headers.size(); i++) {
                out.write(headers.get(i));
                tensors.get(i).content().write(out);
            }
            out.write(end);
            out.write(last);
        }
    }
}

package dev.scholion.models.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Graphs of a few operators, for tests of products. */
public final class ProductGraph {
    public static final int FLOAT = 1;
    public static final int UINT8 = 2;
    public static final int INT8 = 3;
    public static final int INT32 = 6;

    private final List<ByteString> nodes = new ArrayList<>();
    private final List<ByteString> tensors = new ArrayList<>();
    private final List<ByteString> inputs = new ArrayList<>();
    private final List<ByteString> outputs = new ArrayList<>();

    public ProductGraph input(String name, int type, long... shape) {
        inputs.add(value(name, type, shape));
        return this;
    }

    public ProductGraph output(String name, int type, long... shape) {
        outputs.add(value(name, type, shape));
        return this;
    }

    /** @param operator with its domain, if it is not a standard one */
    public ProductGraph node(String operator, List<String> from, String... to) {
        int dot = operator.lastIndexOf('.');
        nodes.add(ProtobufMessage.EMPTY
                .with(1, texts(from))
                .with(2, texts(List.of(to)))
                .with(4, ByteString.copyFromUtf8(operator.substring(dot + 1)))
                .with(7, ByteString.copyFromUtf8(operator.substring(0, Math.max(dot, 0))))
                .bytes());
        return this;
    }

    public ProductGraph bytes(String name, int type, byte[] values, long... shape) {
        return tensor(named(name, type, shape).with(9, ByteString.copyFrom(values)));
    }

    /** A tensor of bytes, each written as a number, all of them packed. */
    public ProductGraph numbers(String name, int type, byte[] values, long... shape) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream packed = CodedOutputStream.newInstance(bytes);
        try {
            for (byte value : values) {
                packed.writeInt32NoTag(value);
            }
            packed.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tensor(named(name, type, shape).with(5, ByteString.copyFrom(bytes.toByteArray())));
    }

    public ProductGraph number(String name, float value) {
        int bits = Float.floatToIntBits(value);
        byte[] bytes = {(byte) bits, (byte) (bits >> 8), (byte) (bits >> 16), (byte) (bits >> 24)};
        return bytes(name, FLOAT, bytes);
    }

    /** A tensor whose values lie at the beginning of a file. */
    public ProductGraph external(String name, int type, String location, long... shape) {
        ByteString entry = ProtobufMessage.EMPTY
                .with(1, ByteString.copyFromUtf8("location"))
                .with(2, ByteString.copyFromUtf8(location))
                .bytes();
        return tensor(named(name, type, shape).with(13, entry).with(14, 1));
    }

    private ProductGraph tensor(ProtobufMessage tensor) {
        tensors.add(tensor.bytes());
        return this;
    }

    private static ProtobufMessage named(String name, int type, long... shape) {
        return ProtobufMessage.EMPTY.with(1, shape).with(2, type).with(8, ByteString.copyFromUtf8(name));
    }

    public byte[] file() {
        ByteString graph = ProtobufMessage.EMPTY
                .with(1, nodes)
                .with(2, ByteString.copyFromUtf8("products"))
                .with(5, tensors)
                .with(11, inputs)
                .with(12, outputs)
                .bytes();
        ByteString standard = ProtobufMessage.EMPTY.with(2, 17).bytes();
        ByteString microsoft = ProtobufMessage.EMPTY
                .with(1, ByteString.copyFromUtf8("com.microsoft"))
                .with(2, 1)
                .bytes();
        return ProtobufMessage.EMPTY
                .with(1, 8)
                .with(7, graph)
                .with(8, List.of(standard, microsoft))
                .bytes()
                .toByteArray();
    }

    private static ByteString value(String name, int type, long... shape) {
        List<ByteString> dimensions = new ArrayList<>();
        for (long dimension : shape) {
            dimensions.add(ProtobufMessage.EMPTY.with(1, dimension).bytes());
        }
        ByteString tensor = ProtobufMessage.EMPTY
                .with(1, type)
                .with(2, ProtobufMessage.EMPTY.with(1, dimensions).bytes())
                .bytes();
        return ProtobufMessage.EMPTY
                .with(1, ByteString.copyFromUtf8(name))
                .with(2, ProtobufMessage.EMPTY.with(1, tensor).bytes())
                .bytes();
    }

    private static List<ByteString> texts(List<String> texts) {
        return texts.stream().map(ByteString::copyFromUtf8).toList();
    }
}

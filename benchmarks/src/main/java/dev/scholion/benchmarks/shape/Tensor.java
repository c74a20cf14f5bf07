package dev.scholion.benchmarks.shape;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Weights that are made while they are written: a file of a gigabyte needs no memory.
 *
 * @param type number of the element's type in ONNX
 * @param elementBytes bytes of each
 */
record Tensor(String name, int type, int elementBytes, List<Long> dimensions, Content content) {
    static final int FLOAT = 1;
    static final int INT8 = 3;
    static final int INT64 = 7;
    static final int FLOAT16 = 10;

    Tensor {
        dimensions = List.copyOf(dimensions);
    }

    /** Writes the elements, little-endian, each time the same. */
    @FunctionalInterface
    interface Content {
        void write(OutputStream out) throws IOException;
    }

    long bytes() {
        return dimensions.stream().reduce(1L, Math::multiplyExact) * elementBytes;
    }

    /** All of the tensor's message but its elements, which follow as the last field. */
    byte[] header() {
        ProtobufWriter message = new ProtobufWriter();
        for (long dimension : dimensions) {
            message.number(1, dimension);
        }
        return message.number(2, type).text(8, name).lengthOf(9, bytes()).toBytes();
    }
}

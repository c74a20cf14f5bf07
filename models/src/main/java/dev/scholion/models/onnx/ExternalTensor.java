package dev.scholion.models.onnx;

import java.util.List;

/**
 * A weight whose values lie in another file.
 *
 * @param location of that file, as the graph has it: relative to the graph's folder, {@code /} between folders, checked
 *     not to leave it
 * @param offset of its first byte in that file
 */
public record ExternalTensor(String name, ElementType type, List<Long> shape, String location, long offset) {
    /** What no tensor of a model that fits a machine exceeds. */
    private static final long MOST_BYTES = 1L << 50;

    public ExternalTensor {
        shape = List.copyOf(shape);
    }

    /** Bytes that its shape needs. */
    public long length() throws OnnxFormatException {
        long bytes = type.bytes();
        for (long dimension : shape) {
            if (dimension < 0 || (dimension > 0 && bytes > MOST_BYTES / dimension)) {
                throw new OnnxFormatException("the tensor '%s' has the shape %s".formatted(name, shape));
            }
            bytes *= dimension;
        }
        return bytes;
    }
}

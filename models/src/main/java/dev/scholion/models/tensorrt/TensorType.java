package dev.scholion.models.tensorrt;

/** Types of an engine's inputs and outputs. */
enum TensorType {
    FLOAT(4),
    HALF(2),
    BFLOAT(2),
    INT32(4),
    INT64(8),
    /** One that no task reads. */
    OTHER(8);

    private final int bytes;

    TensorType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element, at most. */
    int bytes() {
        return bytes;
    }

    boolean isFloat() {
        return this == FLOAT || this == HALF || this == BFLOAT;
    }

    boolean isInteger() {
        return this == INT32 || this == INT64;
    }
}

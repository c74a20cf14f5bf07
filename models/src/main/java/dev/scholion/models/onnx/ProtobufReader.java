package dev.scholion.models.onnx;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/**
 * Reads the fields of a protobuf message one by one, in the order of the file. What is not asked for is skipped, so a
 * file's size costs no memory.
 */
final class ProtobufReader {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private static final int LONGEST_TEXT = 1 << 20;
    private static final int DEEPEST = 64;

    /** What to do with a message inside of the message. */
    @FunctionalInterface
    interface Fields {
        /** Called on each field; it reads the value or leaves it. */
        void read(int field) throws IOException;
    }

    private final InputStream in;
    private long position;
    private long end = Long.MAX_VALUE;
    private int depth;
    private int wireType;
    private boolean pending;

    ProtobufReader(InputStream in) {
        this.in = in;
    }

    /** Reads all fields to the end of the stream, or of the message that is being read. */
    void eachField(Fields fields) throws IOException {
        while (position < end) {
            int first = in.read();
            if (first < 0) {
                if (end == Long.MAX_VALUE) {
                    return;
                }
                throw truncated();
            }
            position++;
            long tag = varint(first);
            wireType = (int) (tag & 7);
            pending = true;
            if (tag >>> 3 == 0 || tag >>> 3 > Integer.MAX_VALUE) {
                throw new OnnxFormatException("no field has the tag %d, at byte %d".formatted(tag, position));
            }
            fields.read((int) (tag >>> 3));
            skip();
        }
        if (position > end) {
            throw new OnnxFormatException("a field ends behind its message, at byte " + position);
        }
    }

    /** Enters the message that the current field holds. */
    void message(Fields fields) throws IOException {
        long outer = end;
        long inner = endOfBytes();
        if (++depth > DEEPEST) {
            throw new OnnxFormatException("messages lie deeper than %d in each other".formatted(DEEPEST));
        }
        end = inner;
        eachField(fields);
        end = outer;
        depth--;
    }

    String text() throws IOException {
        long last = endOfBytes();
        if (last - position > LONGEST_TEXT) {
            throw new OnnxFormatException("a name of %d bytes, at byte %d".formatted(last - position, position));
        }
        byte[] bytes = in.readNBytes((int) (last - position));
        position += bytes.length;
        if (position < last) {
            throw truncated();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    long integer() throws IOException {
        require(VARINT);
        return varint(nextByte());
    }

    /** Calls back with each number of a repeated field, which is one number or a packed list of them. */
    void integers(LongConsumer each) throws IOException {
        if (wireType == VARINT) {
            each.accept(integer());
            return;
        }
        long last = endOfBytes();
        while (position < last) {
            each.accept(varint(nextByte()));
        }
    }

    private void skip() throws IOException {
        if (!pending) {
            return;
        }
        switch (wireType) {
            case VARINT -> integer();
            case FIXED64 -> skip(Long.BYTES);
            case FIXED32 -> skip(Integer.BYTES);
            case BYTES -> skip(endOfBytes() - position);
            default ->
                throw new OnnxFormatException("no field has the type %d, at byte %d".formatted(wireType, position));
        }
        pending = false;
    }

    private void skip(long bytes) throws IOException {
        try {
            in.skipNBytes(bytes);
        } catch (EOFException e) {
            throw truncated();
        }
        position += bytes;
    }

    private long endOfBytes() throws IOException {
        require(BYTES);
        long length = varint(nextByte());
        if (length < 0 || length > end - position) {
            throw new OnnxFormatException("a field of %d bytes does not fit, at byte %d".formatted(length, position));
        }
        return position + length;
    }

    private void require(int expected) throws IOException {
        if (wireType != expected) {
            throw new OnnxFormatException(
                    "a field has the type %d, expected %d, at byte %d".formatted(wireType, expected, position));
        }
        pending = false;
    }

    private long varint(int first) throws IOException {
        long value = first & 0x7f;
        int next = first;
        for (int shift = 7; (next & 0x80) != 0; shift += 7) {
            if (shift > 63) {
                throw new OnnxFormatException("a number without an end, at byte " + position);
            }
            next = nextByte();
            value |= (long) (next & 0x7f) << shift;
        }
        return value;
    }

    private int nextByte() throws IOException {
        int value = in.read();
        if (value < 0) {
            throw truncated();
        }
        position++;
        return value;
    }

    private OnnxFormatException truncated() {
        return new OnnxFormatException("the file is cut off at byte " + position);
    }
}

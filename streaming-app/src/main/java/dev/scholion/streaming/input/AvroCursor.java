package dev.scholion.streaming.input;

/**
 * Reads Avro's binary encoding where nothing in it is trusted: no length is believed before the bytes are seen to be
 * there, and no count before it is paid for. It allocates nothing but the strings it is asked for.
 *
 * <p>A value costs a step. There are as many steps as bytes, for most values have at least one, and a million more for
 * those that have none.
 */
final class AvroCursor {
    private static final int FREE_STEPS = 1_000_000;

    private final byte[] bytes;
    private int position;
    private long stepsLeft;

    AvroCursor(byte[] bytes, int start) {
        this.bytes = bytes;
        this.position = start;
        this.stepsLeft = (long) bytes.length + FREE_STEPS;
    }

    /** Pays for one value. */
    void step() throws RejectedEventException {
        steps(1);
    }

    /** Looks whether so many values could be paid for, without paying. */
    long affordable(long count) throws RejectedEventException {
        if (count < 0 || count > stepsLeft) {
            throw tooComplex();
        }
        return count;
    }

    private void steps(long count) throws RejectedEventException {
        stepsLeft -= affordable(count);
    }

    /** A zig-zag number of at most ten bytes. */
    long number() throws RejectedEventException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = octet();
            if (shift == Long.SIZE - 1 && (next & 0x7e) != 0) {
                throw malformed("a number of more than 64 bits");
            }
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw malformed("a number of more than ten bytes");
    }

    /** A number below the bound, for example the branch of a union. */
    int below(int bound, String what) throws RejectedEventException {
        long value = number();
        if (value < 0 || value >= bound) {
            throw malformed("%s %d of %d".formatted(what, value, bound));
        }
        return (int) value;
    }

    /** A string, strictly in UTF-8. */
    String string() throws RejectedEventException {
        int length = length();
        String value = UnicodeText.decode(bytes, position, length, "a string");
        position += length;
        return value;
    }

    /** Passes over bytes or a string. */
    void skipBytes() throws RejectedEventException {
        int length = length(); // moves the position itself
        position += length;
    }

    void skip(long count) throws RejectedEventException {
        position += present(count);
    }

    int remaining() {
        return bytes.length - position;
    }

    private int length() throws RejectedEventException {
        return present(number());
    }

    private int present(long count) throws RejectedEventException {
        if (count < 0 || count > remaining()) {
            throw malformed("%d bytes announced where %d are left".formatted(count, remaining()));
        }
        return (int) count;
    }

    private byte octet() throws RejectedEventException {
        if (position == bytes.length) {
            throw malformed("the value ends in the middle of the record");
        }
        return bytes[position++];
    }

    static RejectedEventException malformed(String message) {
        return new RejectedEventException(Stage.DECODE, Reason.MALFORMED, "not Avro of its schema: " + message);
    }

    private static RejectedEventException tooComplex() {
        return new RejectedEventException(
                Stage.DECODE, Reason.TOO_COMPLEX, "more than a million values that take no bytes");
    }
}

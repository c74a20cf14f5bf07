package dev.scholion.benchmarks.shape;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** Normally distributed numbers, fast enough for hundreds of millions, the same for the same seed on every machine. */
final class RandomWeights {
    private static final int TABLE_BITS = 16;
    private static final int BUFFER = 1 << 16;
    private static final float[] NORMAL = table();

    private RandomWeights() {}

    private static float[] table() {
        Random random = new Random(20_261_125);
        float[] table = new float[1 << TABLE_BITS];
        for (int i = 0; i < table.length; i++) {
            table[i] = (float) random.nextGaussian();
        }
        return table;
    }

    private interface Element {
        void put(ByteBuffer buffer, float value);
    }

    /** @param deviation of the distribution, whose mean is 0 */
    static Tensor floats(String name, int type, float deviation, long seed, long... dimensions) {
        int bytes = type == Tensor.FLOAT ? Float.BYTES : Short.BYTES;
        Element element = type == Tensor.FLOAT
                ? (buffer, value) -> buffer.putFloat(value * deviation)
                : (buffer, value) -> buffer.putShort(half(value * deviation));
        return tensor(name, type, bytes, element, seed, dimensions);
    }

    /** The nearest 8-bit numbers to the same distribution. */
    static Tensor bytes(String name, long seed, float stepsPerDeviation, long... dimensions) {
        Element element = (buffer, value) ->
                buffer.put((byte) Math.max(-127, Math.min(127, Math.round(value * stepsPerDeviation))));
        return tensor(name, Tensor.INT8, 1, element, seed, dimensions);
    }

    private static Tensor tensor(String name, int type, int bytes, Element element, long seed, long... dimensions) {
        long[] count = {1};
        for (long dimension : dimensions) {
            count[0] = Math.multiplyExact(count[0], dimension);
        }
        return new Tensor(
                name,
                type,
                bytes,
                LongStream.of(dimensions).boxed().toList(),
                out -> write(out, element, seed, count[0], bytes));
    }

    private static void write(OutputStream out, Element element, long seed, long count, int bytes) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
        long left = count;
        while (left > 0) {
            long bits = random.nextLong();
            for (int part = 0; part < Long.SIZE / TABLE_BITS && left > 0; part++, left--) {
                element.put(buffer, NORMAL[(int) (bits >>> (part * TABLE_BITS)) & 0xffff]);
            }
            if (buffer.remaining() < bytes * (Long.SIZE / TABLE_BITS) || left == 0) {
                out.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
        }
    }

    /** The nearest half-precision number. Too small ones become 0; too large ones do not occur here. */
    static short half(float value) {
        int bits = Float.floatToIntBits(value);
        int sign = (bits >>> 16) & 0x8000;
        int exponent = ((bits >>> 23) & 0xff) - 127 + 15;
        int mantissa = bits & 0x7fffff;
        if (exponent >= 31) {
            return (short) (sign | 0x7bff);
        }
        if (exponent <= 0) {
            if (exponent < -10) {
                return (short) sign;
            }
            int shift = 14 - exponent;
            int full = mantissa | 0x800000;
            return (short) (sign | ((full + (1 << (shift - 1))) >> shift));
        }
        return (short) ((sign | (exponent << 10) | (mantissa >> 13)) + ((mantissa >> 12) & 1));
    }
}

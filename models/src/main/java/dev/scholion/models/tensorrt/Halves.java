package dev.scholion.models.tensorrt;

/** Floating numbers of 16 bits, widened. */
final class Halves {
    private static final int EXPONENT_BIAS = 127 - 15;

    private Halves() {}

    /** IEEE half precision. */
    static float half(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        int wide = exponent == 0x1f ? 0xff : exponent + EXPONENT_BIAS;
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
    }

    /** The upper half of a float. */
    static float bfloat(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }
}

package dev.scholion.models.verify;

/**
 * How far answers may lie from those of another engine or another batch, by the precision of the arithmetic: half precision
 * keeps 11 bits of a number and bfloat16 8, and an engine's kernels for one shape round otherwise than those for another. In int8
 * the last bit of an activation decides now and then to which of 256 steps it is rounded, and the floats around the integer
 * products have other last bits on another processor.
 */
final class Tolerance {
    private Tolerance() {}

    /** Of probabilities and cosines, between engines; 0 where an engine has to be as exact as the stored answers say. */
    static double ofScores(String precision) {
        return switch (precision) {
            case "fp16" -> 0.01;
            case "int8" -> 0.03;
            case "bf16" -> 0.05;
            default -> 0;
        };
    }

    /** Of raw scores, as a share of the largest, between batches on one engine. */
    static double ofRawScores(String precision) {
        return switch (precision) {
            case "fp16" -> 0.005;
            case "bf16" -> 0.03;
            default -> 0.001;
        };
    }
}

package dev.scholion.models.catalog;

/**
 * How the vectors of a row's tokens become the vector of its text, by sentence-transformers' names.
 *
 * @param normalized whether the vector is scaled to length 1
 */
public record Pooling(Mode mode, boolean normalized) {
    /** The mean over all tokens, scaled to length 1. */
    public static final Pooling USUAL = new Pooling(Mode.MEAN, true);

    /** Which tokens count. */
    public enum Mode {
        /** The first token's vector. */
        CLS,
        /** The mean over all tokens, special ones included. */
        MEAN,
        /** The largest value of each number over all tokens. */
        MAX,
        /** The sum over all tokens, divided by the square root of their number. */
        MEAN_SQRT_LEN
    }
}

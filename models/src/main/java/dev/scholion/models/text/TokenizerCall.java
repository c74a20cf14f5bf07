package dev.scholion.models.text;

/**
 * How a tokenizer is called, in the terms of Transformers.
 *
 * @param truncation what is cut
 * @param maxLength tokens of a row, special tokens included, where something is cut or padded to a fixed length
 * @param stride tokens that a row shares with the one that holds what did not fit
 * @param padding what rows are padded to
 * @param specialTokens whether special tokens stand around the text
 */
public record TokenizerCall(Truncation truncation, int maxLength, int stride, Padding padding, boolean specialTokens) {
    /** Nothing is cut or padded. */
    public static final TokenizerCall PLAIN =
            new TokenizerCall(Truncation.DO_NOT_TRUNCATE, 0, 0, Padding.DO_NOT_PAD, true);

    /** What is cut if a row would be too long. */
    public enum Truncation {
        DO_NOT_TRUNCATE,
        LONGEST_FIRST,
        ONLY_FIRST,
        ONLY_SECOND
    }

    /** What rows are padded to. */
    public enum Padding {
        DO_NOT_PAD,
        /** The longest row of one text. */
        LONGEST,
        MAX_LENGTH
    }

    public TokenizerCall withTruncation(Truncation other, int length) {
        return new TokenizerCall(other, length, stride, padding, specialTokens);
    }

    public TokenizerCall withStride(int tokens) {
        return new TokenizerCall(truncation, maxLength, tokens, padding, specialTokens);
    }

    public TokenizerCall withPadding(Padding other) {
        return new TokenizerCall(truncation, maxLength, stride, other, specialTokens);
    }
}

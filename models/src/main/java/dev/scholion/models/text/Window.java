package dev.scholion.models.text;

/**
 * A piece of a text that one row holds.
 *
 * @param first first token of the piece, in the text's {@link Encoding}
 * @param end token after the last
 * @param column column of the first token in the row; special tokens stand before it
 */
public record Window(int first, int end, int column, Row row) {
    /** The row's column of one of the text's tokens that this window has. */
    public int columnOf(int token) {
        return column + token - first;
    }

    /** Tokens of the text in this window. */
    public int length() {
        return end - first;
    }
}

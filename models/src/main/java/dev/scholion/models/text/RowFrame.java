package dev.scholion.models.text;

/**
 * The special tokens that a row wears around its text, for example {@code [CLS]} and {@code [SEP]}.
 *
 * @param contentType type id of the text's own tokens
 */
record RowFrame(Row prefix, int contentType, Row suffix) {
    /** Special tokens of one row. */
    int length() {
        return prefix.length() + suffix.length();
    }
}

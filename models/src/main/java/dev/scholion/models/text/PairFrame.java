package dev.scholion.models.text;

/**
 * The special tokens that a row wears around two texts.
 *
 * @param firstType type id of the first text's own tokens
 * @param secondType type id of the second text's own tokens
 */
record PairFrame(Row prefix, int firstType, Row between, int secondType, Row suffix) {
    /** The frame of the second text, behind a first one that is in each row. */
    RowFrame behind(int[] first) {
        return new RowFrame(Row.joined(prefix, Row.of(first, firstType), between), secondType, suffix);
    }

    /** The frame of the first text, before a second one that is in each row. */
    RowFrame before(int[] second) {
        return new RowFrame(prefix, firstType, Row.joined(between, Row.of(second, secondType), suffix));
    }
}

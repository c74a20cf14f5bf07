package dev.scholion.models.tensorrt;

import java.util.Arrays;

/**
 * Batches that one optimisation profile of an engine takes: from one row to {@code maxRows}, each of {@code minColumns} to {@code
 * maxColumns} tokens; it is fastest at {@code optRows × optColumns}.
 */
record ShapeRange(int optRows, int maxRows, int minColumns, int optColumns, int maxColumns) {
    ShapeRange {
        if (optRows < 1 || maxRows < optRows || minColumns < 1 || optColumns < minColumns || maxColumns < optColumns) {
            throw new IllegalArgumentException("rows 1, %d, %d, columns %d, %d, %d"
                    .formatted(optRows, maxRows, minColumns, optColumns, maxColumns));
        }
    }

    boolean holds(int rows, int columns) {
        return rows >= 1 && rows <= maxRows && columns >= minColumns && columns <= maxColumns;
    }

    /** Five numbers with commas, in the order of the components. */
    String text() {
        return "%d,%d,%d,%d,%d".formatted(optRows, maxRows, minColumns, optColumns, maxColumns);
    }

    static ShapeRange parse(String text) {
        int[] numbers =
                Arrays.stream(text.split(",", -1)).mapToInt(Integer::parseInt).toArray();
        return new ShapeRange(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
    }

    /** For example {@code 1-256 x 1-64}. */
    @Override
    public String toString() {
        return "1-%d x %d-%d".formatted(maxRows, minColumns, maxColumns);
    }
}

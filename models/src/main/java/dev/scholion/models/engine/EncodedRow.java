package dev.scholion.models.engine;

/**
 * What an encoder made of one row: a vector for each column. Immutable once made: the array is not copied, so whoever makes
 * it lets go of it.
 */
public final class EncodedRow {
    private final int columns;
    private final int width;
    private final float[] values;

    /** @param values column by column */
    public EncodedRow(int columns, int width, float[] values) {
        if ((long) columns * width != values.length) {
            throw new IllegalArgumentException(
                    "%d numbers for a shape of [%d, %d]".formatted(values.length, columns, width));
        }
        this.columns = columns;
        this.width = width;
        this.values = values;
    }

    public int columns() {
        return columns;
    }

    public int width() {
        return width;
    }

    /** One number of the vector of a column. */
    public float at(int column, int place) {
        return values[column * width + place];
    }

    float[] values() {
        return values;
    }
}

package dev.scholion.models.engine;

/**
 * Raw scores of one output for one batch, {@code [rows, columns, classes]}. An output about whole texts, or one with a
 * single number for each column, such as the start logits of question answering, has one column here.
 *
 * <p>Immutable once made: the array is not copied, so whoever makes it lets go of it.
 */
public final class Scores {
    private final int rows;
    private final int columns;
    private final int classes;
    private final float[] values;

    /** @param values row by row, in each row column by column */
    public Scores(int rows, int columns, int classes, float[] values) {
        if ((long) rows * columns * classes != values.length) {
            throw new IllegalArgumentException(
                    "%d scores for a shape of [%d, %d, %d]".formatted(values.length, rows, columns, classes));
        }
        this.rows = rows;
        this.columns = columns;
        this.classes = classes;
        this.values = values;
    }

    /**
     * The scores of an output by its shape in the graph.
     *
     * @param shape {@code [rows]}, {@code [rows, classes]} or {@code [rows, columns, classes]}
     * @param values as in the constructor
     */
    public static Scores shaped(long[] shape, float[] values) {
        int last = shape.length - 1;
        return new Scores(
                Math.toIntExact(shape[0]),
                last == 2 ? Math.toIntExact(shape[1]) : 1,
                last == 0 ? 1 : Math.toIntExact(shape[last]),
                values);
    }

    /** Whether an output of a shape holds scores. */
    public static boolean haveShape(long[] shape) {
        return shape.length >= 1 && shape.length <= 3;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    public int classes() {
        return classes;
    }

    /** The scores of all classes at one place, as a new array. */
    public float[] at(int row, int column) {
        float[] scores = new float[classes];
        System.arraycopy(values, (row * columns + column) * classes, scores, 0, classes);
        return scores;
    }
}

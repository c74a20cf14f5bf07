package dev.scholion.models.evaluate;

/**
 * How often something was predicted and was there. A figure of nothing at all is 0, never a division by it.
 *
 * @param right predicted, and there
 * @param predicted all that was predicted
 * @param truth all that was there
 */
public record Counts(long right, long predicted, long truth) {
    /** Nothing counted yet. */
    public static final Counts NONE = new Counts(0, 0, 0);

    public Counts {
        if (right < 0 || right > Math.min(predicted, truth)) {
            throw new IllegalArgumentException(
                    "%d right of %d predicted and %d there".formatted(right, predicted, truth));
        }
    }

    public Counts plus(Counts other) {
        return new Counts(right + other.right, predicted + other.predicted, truth + other.truth);
    }

    /** Share of what was predicted that was right. */
    public double precision() {
        return ratio(right, predicted);
    }

    /** Share of what was there that was found. */
    public double recall() {
        return ratio(right, truth);
    }

    /** Harmonic mean of precision and recall. */
    public double f1() {
        return ratio(2 * right, predicted + truth);
    }

    static double ratio(long part, long whole) {
        return ratio((double) part, (double) whole);
    }

    static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}

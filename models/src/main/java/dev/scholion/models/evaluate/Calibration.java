package dev.scholion.models.evaluate;

/**
 * Is a score of 0.8 right in 8 of 10 cases? The expected calibration error: over bins of equal width of the score of what was
 * predicted, the gap between the mean score and the share that was right, weighted by the bins' sizes. Owned by one thread.
 */
final class Calibration {
    static final int BINS = 15;

    private final double[] scores = new double[BINS];
    private final long[] right = new long[BINS];
    private long answers;

    /** @param score a probability */
    void add(double score, boolean isRight) {
        int bin = Math.min((int) (score * BINS), BINS - 1);
        scores[bin] += score;
        right[bin] += isRight ? 1 : 0;
        answers++;
    }

    /** From 0 to 1; 0 of no answers. */
    double error() {
        double gaps = 0;
        for (int bin = 0; bin < BINS; bin++) {
            gaps += Math.abs(scores[bin] - right[bin]);
        }
        return Counts.ratio(gaps, (double) answers);
    }
}

package dev.scholion.models.transformers;

/** Raw scores as probabilities, in double precision. */
final class Probabilities {
    private Probabilities() {}

    static double[] softmax(float[] raw) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float value : raw) {
            largest = Math.max(largest, value);
        }
        double[] result = new double[raw.length];
        double sum = 0;
        for (int i = 0; i < raw.length; i++) {
            result[i] = Math.exp(raw[i] - largest);
            sum += result[i];
        }
        for (int i = 0; i < raw.length; i++) {
            result[i] /= sum;
        }
        return result;
    }

    static double[] sigmoid(float[] raw) {
        double[] result = new double[raw.length];
        for (int i = 0; i < raw.length; i++) {
            result[i] = 1 / (1 + Math.exp(-raw[i]));
        }
        return result;
    }

    static double[] unchanged(float[] raw) {
        double[] result = new double[raw.length];
        for (int i = 0; i < raw.length; i++) {
            result[i] = raw[i];
        }
        return result;
    }

    /** The place of the highest score; of equal ones the first. */
    static int best(double[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] > scores[best]) {
                best = i;
            }
        }
        return best;
    }
}

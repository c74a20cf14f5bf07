package dev.scholion.models.decode;

import dev.scholion.models.catalog.Activation;

/** Scores of one text or token, one for each label, after the activation. */
final class Probabilities {
    private Probabilities() {}

    static float[] of(float[] raw, Activation activation) {
        return switch (activation) {
            case SOFTMAX -> softmax(raw);
            case SIGMOID -> sigmoid(raw);
            case NONE -> raw.clone();
        };
    }

    static float[] softmax(float[] raw) {
        float largest = raw[best(raw)];
        double sum = 0;
        for (float value : raw) {
            sum += Math.exp(value - largest);
        }
        float[] result = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            result[i] = (float) (Math.exp(raw[i] - largest) / sum);
        }
        return result;
    }

    private static float[] sigmoid(float[] raw) {
        float[] result = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            result[i] = (float) (1 / (1 + Math.exp(-raw[i])));
        }
        return result;
    }

    /** The label with the highest score; of equal ones the first. */
    static int best(float[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] > scores[best]) {
                best = i;
            }
        }
        return best;
    }
}

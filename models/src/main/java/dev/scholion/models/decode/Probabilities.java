package dev.scholion.models.decode;

import dev.scholion.models.catalog.TaskHead;

/**
 * Scores of one text or token, one for each label, after the activation. A head's temperature divides the raw scores before
 * anything else is done with them: before softmax or sigmoid, and so before tokens are made words and windows a text.
 */
final class Probabilities {
    private Probabilities() {}

    static float[] of(float[] raw, TaskHead head) {
        return switch (head.activation()) {
            case SOFTMAX -> softmax(raw, head.temperature());
            case SIGMOID -> sigmoid(raw, head.temperature());
            case NONE -> raw.clone();
        };
    }

    static float[] softmax(float[] raw) {
        return softmax(raw, TaskHead.NO_TEMPERATURE);
    }

    static float[] softmax(float[] raw, double temperature) {
        float largest = raw[best(raw)];
        double sum = 0;
        for (float value : raw) {
            sum += Math.exp((value - largest) / temperature);
        }
        float[] result = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            result[i] = (float) (Math.exp((raw[i] - largest) / temperature) / sum);
        }
        return result;
    }

    private static float[] sigmoid(float[] raw, double temperature) {
        float[] result = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            result[i] = (float) (1 / (1 + Math.exp(-raw[i] / temperature)));
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

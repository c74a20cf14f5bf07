package dev.scholion.models.decode;

import dev.scholion.models.EngineException;
import dev.scholion.models.text.Window;
import java.util.OptionalInt;

/**
 * How probable it is that an answer begins or ends at each column of a window's row. Only the text's own tokens and the
 * token that stands for the row can; the latter means that there is no answer.
 */
final class EndProbabilities {
    private final float[] starts;
    private final float[] ends;

    private EndProbabilities(float[] starts, float[] ends) {
        this.starts = starts;
        this.ends = ends;
    }

    /** @param temperature divides the raw scores */
    static EndProbabilities of(WindowScores scores, OptionalInt clsId, double temperature) {
        Window window = scores.window();
        boolean[] possible = new boolean[window.row().length()];
        for (int column = 0; column < possible.length; column++) {
            boolean ofText = column >= window.column() && column < window.column() + window.length();
            possible[column] =
                    ofText || clsId.equals(OptionalInt.of(window.row().id(column)));
        }
        return new EndProbabilities(
                softmax(scores.ofText(0), possible, temperature), softmax(scores.ofText(1), possible, temperature));
    }

    private static float[] softmax(float[] raw, boolean[] possible, double temperature) {
        if (raw.length < possible.length) {
            throw new EngineException(
                    "the engine answers %d columns for a row of %d: the outputs are not those of a model"
                                    .formatted(raw.length, possible.length)
                            + " that answers questions");
        }
        double largest = Double.NEGATIVE_INFINITY;
        for (int column = 0; column < possible.length; column++) {
            largest = possible[column] ? Math.max(largest, raw[column]) : largest;
        }
        double sum = 0;
        double[] exponents = new double[possible.length];
        for (int column = 0; column < possible.length; column++) {
            exponents[column] = possible[column] ? Math.exp((raw[column] - largest) / temperature) : 0;
            sum += exponents[column];
        }
        float[] result = new float[possible.length];
        for (int column = 0; column < possible.length; column++) {
            result[column] = sum == 0 ? 0 : (float) (exponents[column] / sum);
        }
        return result;
    }

    float start(int column) {
        return starts[column];
    }

    float end(int column) {
        return ends[column];
    }

    /** That the row has no answer: the first column is the row's token in the models that know of it. */
    float noAnswer() {
        return starts[0] * ends[0];
    }
}

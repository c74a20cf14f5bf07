package dev.scholion.models.decode;

import dev.scholion.models.TextFaultException;
import dev.scholion.models.engine.Scores;
import dev.scholion.models.text.Window;

/**
 * What one task's head says about one window of a text.
 *
 * @param row the window's row in the scores
 */
public record WindowScores(Window window, Scores scores, int row) {
    /**
     * The raw scores for the text as a whole.
     *
     * @throws TextFaultException if one is not a number
     */
    float[] ofText() {
        return finite(scores.at(row, 0));
    }

    /**
     * The raw scores of a token.
     *
     * @param token in the text's encoding, inside this window
     * @throws TextFaultException if one is not a number
     */
    float[] ofToken(int token) {
        return finite(scores.at(row, window.column() + token - window.first()));
    }

    private static float[] finite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new TextFaultException(TextFaultException.Kind.INVALID_SCORE, "a score is " + value);
            }
        }
        return values;
    }
}

package dev.scholion.models.transformers;

import dev.scholion.models.TextFaultException;
import dev.scholion.models.engine.Scores;
import dev.scholion.models.predict.RowAnswer;
import java.util.Arrays;

/**
 * The raw scores of one row. Good only while it is handed around: it looks into the scores of a whole batch, which nobody
 * should keep.
 *
 * @param length tokens of the row
 * @param shift padding before its first token
 */
record RowScores(RowAnswer answer, int length, int shift) {
    private Scores output(int output) {
        return answer.scores().get(output);
    }

    /** One score for each class, for the text as a whole. */
    float[] ofText() {
        return finite(output(0).at(answer.row(), 0));
    }

    /** One score for each class, for a token. */
    float[] ofToken(int token) {
        return finite(output(0).at(answer.row(), shift + token));
    }

    /** One score for each token. */
    float[] ofTokens(int output) {
        return finite(Arrays.copyOfRange(output(output).at(answer.row(), 0), shift, shift + length));
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

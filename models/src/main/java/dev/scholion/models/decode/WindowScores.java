package dev.scholion.models.decode;

import dev.scholion.models.TextFaultException;
import dev.scholion.models.engine.Scores;
import dev.scholion.models.text.Window;
import java.util.List;

/**
 * What one task's head says about one window of a text.
 *
 * @param outputs that the task reads, in its order
 * @param row the window's row in the scores
 */
public record WindowScores(Window window, List<Scores> outputs, int row) {
    public WindowScores {
        outputs = List.copyOf(outputs);
    }

    /** Of a task that reads one output. */
    public WindowScores(Window window, Scores scores, int row) {
        this(window, List.of(scores), row);
    }

    /**
     * The raw scores for the text as a whole.
     *
     * @throws TextFaultException if one is not a number
     */
    float[] ofText() {
        return ofText(0);
    }

    /**
     * The raw scores of one of the outputs: of the text as a whole, or one for each column of the row.
     *
     * @throws TextFaultException if one is not a number
     */
    float[] ofText(int output) {
        return finite(outputs.get(output).at(row, 0));
    }

    /**
     * The raw scores of a token.
     *
     * @param token in the text's encoding, inside this window
     * @throws TextFaultException if one is not a number
     */
    float[] ofToken(int token) {
        return ofColumn(window.columnOf(token));
    }

    /**
     * The raw scores at a column of the row, special tokens counted.
     *
     * @throws TextFaultException if one is not a number
     */
    float[] ofColumn(int column) {
        return finite(outputs.get(0).at(row, column));
    }

    /** Whether the output has one place for the whole row. */
    boolean isPooled() {
        return outputs.get(0).columns() == 1;
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

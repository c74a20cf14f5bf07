package dev.scholion.models.predict;

import dev.scholion.models.engine.Scores;
import dev.scholion.models.text.Row;
import java.util.List;

/** One window of a text, in the queue or in a batch. */
record PendingRow(PendingText text, int window) {
    Row row() {
        return text.window(window).row();
    }

    void answer(List<Scores> scores, int row, long now) {
        text.answer(window, scores, row, now);
    }
}

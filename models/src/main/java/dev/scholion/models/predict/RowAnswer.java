package dev.scholion.models.predict;

import dev.scholion.models.engine.Scores;
import java.util.List;

/**
 * Where a row's scores stand.
 *
 * @param scores of the whole batch, by output in the order of {@link dev.scholion.models.catalog.ModelPackage#outputs}
 * @param row of this row in them
 */
public record RowAnswer(List<Scores> scores, int row) {
    public RowAnswer {
        scores = List.copyOf(scores);
    }
}

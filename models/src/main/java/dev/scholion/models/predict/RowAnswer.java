package dev.scholion.models.predict;

import dev.scholion.models.engine.Scores;
import java.util.List;

/**
 * Where a row's scores stand.
 *
 * @param scores of the whole batch, by task
 * @param row of this row in them
 */
record RowAnswer(List<Scores> scores, int row) {}

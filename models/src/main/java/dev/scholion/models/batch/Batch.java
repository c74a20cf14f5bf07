package dev.scholion.models.batch;

import java.util.List;

/**
 * Rows that run together.
 *
 * @param rows at least one
 * @param columns tokens that each row is padded to
 */
public record Batch<T>(List<T> rows, int columns) {
    public Batch {
        rows = List.copyOf(rows);
    }
}

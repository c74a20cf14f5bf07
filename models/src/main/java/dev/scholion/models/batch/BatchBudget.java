package dev.scholion.models.batch;

/** What one batch may cost. Rows are padded to the batch's bucket, so a batch costs {@code rows × columns} tokens. */
public record BatchBudget(int maxRows, int maxTokens) {
    public BatchBudget {
        if (maxRows < 1 || maxTokens < 1) {
            throw new IllegalArgumentException("a batch needs room: rows %d, tokens %d".formatted(maxRows, maxTokens));
        }
    }

    /** Rows of {@code columns} padded tokens that fit one batch. */
    public int rows(int columns) {
        return Math.min(maxRows, maxTokens / columns);
    }
}

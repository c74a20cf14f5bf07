package dev.scholion.models.batch;

/** What one batch may cost. Rows are padded to the batch's bucket, so a batch costs {@code rows × columns} tokens. */
public record BatchBudget(int maxRows, int maxTokens) {
    /** Batches that stay in a core's cache. */
    public static final BatchBudget OF_A_CORE = new BatchBudget(32, 512);

    /** Batches that fill a GPU: more rows than that gain little, and each adds to the time that an answer takes. */
    public static final BatchBudget OF_A_GPU = new BatchBudget(256, 16_384);

    public BatchBudget {
        if (maxRows < 1 || maxTokens < 1) {
            throw new IllegalArgumentException("a batch needs room: rows %d, tokens %d".formatted(maxRows, maxTokens));
        }
    }

    /** Rows of {@code columns} padded tokens that fit one batch. */
    public int rows(int columns) {
        return Math.min(maxRows, maxTokens / columns);
    }

    /** Rows in flight that keep engines busy: a batch in each lane, and enough rows that wait to choose the next ones from. */
    public int rowsInFlight(int lanes) {
        return 4 * lanes * maxRows;
    }
}

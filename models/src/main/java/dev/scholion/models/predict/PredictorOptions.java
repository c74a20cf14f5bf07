package dev.scholion.models.predict;

import java.time.Duration;
import java.util.Optional;

/**
 * How a predictor uses its machine. None of it changes an answer but the overlap, and that only for texts of several windows.
 *
 * @param threads engine threads, each one core's work
 * @param tokenizerThreads threads that tokenise
 * @param batchTokens padded tokens of the largest batch; at least one row of the model's window always fits
 * @param batchRows rows of the largest batch
 * @param overlap tokens that neighbouring windows of a long text share; a quarter of the window if not said
 * @param closeTimeout how long closing waits for running calls; after that they are left to end by themselves
 */
public record PredictorOptions(
        int threads,
        int tokenizerThreads,
        int batchTokens,
        int batchRows,
        Optional<Integer> overlap,
        Duration closeTimeout) {
    public PredictorOptions {
        if (threads < 1 || tokenizerThreads < 1 || batchTokens < 1 || batchRows < 1) {
            throw new IllegalArgumentException(
                    "threads %d, tokenizer threads %d, batch tokens %d, batch rows %d: each at least 1"
                            .formatted(threads, tokenizerThreads, batchTokens, batchRows));
        }
        if (closeTimeout.isNegative()) {
            throw new IllegalArgumentException("a close timeout of " + closeTimeout);
        }
    }

    /** All cores, and batches that stay in a core's cache. */
    public static PredictorOptions defaults() {
        int cores = Runtime.getRuntime().availableProcessors();
        return new PredictorOptions(cores, Math.max(1, cores / 4), 512, 32, Optional.empty(), Duration.ofSeconds(30));
    }

    public PredictorOptions withThreads(int count) {
        return new PredictorOptions(count, tokenizerThreads, batchTokens, batchRows, overlap, closeTimeout);
    }

    public PredictorOptions withTokenizerThreads(int count) {
        return new PredictorOptions(threads, count, batchTokens, batchRows, overlap, closeTimeout);
    }

    public PredictorOptions withBatch(int tokens, int rows) {
        return new PredictorOptions(threads, tokenizerThreads, tokens, rows, overlap, closeTimeout);
    }

    public PredictorOptions withOverlap(int tokens) {
        return new PredictorOptions(
                threads, tokenizerThreads, batchTokens, batchRows, Optional.of(tokens), closeTimeout);
    }

    public PredictorOptions withCloseTimeout(Duration timeout) {
        return new PredictorOptions(threads, tokenizerThreads, batchTokens, batchRows, overlap, timeout);
    }
}

package dev.scholion.models.predict;

import dev.scholion.models.batch.BatchBudget;
import dev.scholion.models.batch.BudgetOverride;
import dev.scholion.models.engine.EngineOptions;
import java.time.Duration;
import java.util.Optional;

/**
 * How a predictor uses its machine. Beside the overlap, which matters to texts of several windows, and the engine's precision
 * none of it changes an answer.
 *
 * @param engine which engine runs the model
 * @param threads engine threads, each one core's work; with an engine on a device they read what its lanes answer
 * @param tokenizerThreads threads that tokenise
 * @param batch what one batch may cost, if not what suits the engine; at least one row of the model's window always fits
 * @param overlap tokens that neighbouring windows of a long text share; a quarter of the window if not said
 * @param closeTimeout how long closing waits for running calls; after that they are left to end by themselves
 */
public record PredictorOptions(
        EngineOptions engine,
        int threads,
        int tokenizerThreads,
        BudgetOverride batch,
        Optional<Integer> overlap,
        Duration closeTimeout) {
    public PredictorOptions {
        if (threads < 1 || tokenizerThreads < 1) {
            throw new IllegalArgumentException(
                    "threads %d, tokenizer threads %d: each at least 1".formatted(threads, tokenizerThreads));
        }
        if (closeTimeout.isNegative()) {
            throw new IllegalArgumentException("a close timeout of " + closeTimeout);
        }
    }

    /** All cores, and ONNX Runtime on the CPU. */
    public static PredictorOptions defaults() {
        int cores = Runtime.getRuntime().availableProcessors();
        return new PredictorOptions(
                EngineOptions.only(EngineOptions.CPU),
                cores,
                Math.max(1, cores / 4),
                BudgetOverride.NONE,
                Optional.empty(),
                Duration.ofSeconds(30));
    }

    public PredictorOptions withEngine(EngineOptions other) {
        return new PredictorOptions(other, threads, tokenizerThreads, batch, overlap, closeTimeout);
    }

    public PredictorOptions withThreads(int count) {
        return new PredictorOptions(engine, count, tokenizerThreads, batch, overlap, closeTimeout);
    }

    public PredictorOptions withTokenizerThreads(int count) {
        return new PredictorOptions(engine, threads, count, batch, overlap, closeTimeout);
    }

    public PredictorOptions withBatch(int tokens, int rows) {
        return withBatch(BudgetOverride.of(rows, tokens));
    }

    public PredictorOptions withBatch(BudgetOverride budget) {
        return new PredictorOptions(engine, threads, tokenizerThreads, budget, overlap, closeTimeout);
    }

    public PredictorOptions withOverlap(int tokens) {
        return new PredictorOptions(engine, threads, tokenizerThreads, batch, Optional.of(tokens), closeTimeout);
    }

    public PredictorOptions withCloseTimeout(Duration timeout) {
        return new PredictorOptions(engine, threads, tokenizerThreads, batch, overlap, timeout);
    }

    /** Rows in flight that keep the engine busy, whichever it turns out to be. */
    public int rowsInFlight() {
        int core = batch.over(BatchBudget.OF_A_CORE).rowsInFlight(threads);
        int gpu =
                batch.over(BatchBudget.OF_A_GPU).rowsInFlight(engine.tensorRt().lanes());
        return engine.kind()
                .map(kind -> kind.equals(EngineOptions.CPU) ? core : gpu)
                .orElse(Math.max(core, gpu));
    }
}

package dev.scholion.models;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A loaded model with its queue, batches and engine threads. Thread-safe.
 *
 * <p>Texts of all callers share the batches; what stands beside a text never changes its answer.
 */
public interface Predictor extends AutoCloseable {
    /**
     * Asks the model about a text.
     *
     * <p>Tokenises on a worker thread and never blocks the caller. The future completes on an engine thread: do little there.
     * It fails with a {@link TextFaultException} if the text cannot be annotated, and with an
     * {@link EngineException} if the engine is broken; all later texts then fail likewise.
     *
     * @param text valid Unicode, not blank
     */
    CompletableFuture<Annotations> predict(String text);

    /** What is loaded and where it runs. */
    ModelIdentity model();

    /** The model's tasks, in the order of its package. */
    List<TaskSpec> tasks();

    /** Texts that should be in flight to keep the engine busy: at least two full batches for each engine thread. */
    int capacity();

    /** Answers what was accepted, stops the threads, frees the engine. Idempotent, never throws. */
    @Override
    void close();
}

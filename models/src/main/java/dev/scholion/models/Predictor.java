package dev.scholion.models;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Loaded models with their queues, batches and engine threads. Thread-safe.
 *
 * <p>Texts of all callers share the batches; what stands beside a text never changes its answer.
 */
public interface Predictor extends AutoCloseable {
    /**
     * Asks about a text.
     *
     * <p>Tokenises on a worker thread and never blocks the caller. The future completes on an engine thread: do little there.
     * It fails with a {@link TextFaultException} if the text cannot be annotated, and with an
     * {@link EngineException} if the engine is broken; all later texts then fail likewise.
     *
     */
    CompletableFuture<Annotations> predict(TextInput input);

    /** Asks about a text of which nothing more is known. */
    default CompletableFuture<Annotations> predict(String text) {
        return predict(TextInput.of(text));
    }

    /** What is loaded and where it runs. Of several models the names, versions, … joined, and a digest of their digests. */
    ModelIdentity model();

    /** What is answered, in the order of the results. */
    List<TaskSpec> tasks();

    /** Texts that should be in flight to keep the engine busy: at least two full batches for each engine thread. */
    int capacity();

    /** Answers what was accepted, stops the threads, frees the engine. Idempotent, never throws. */
    @Override
    void close();
}

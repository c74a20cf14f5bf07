package dev.scholion.models.engine;

import java.util.List;
import java.util.OptionalInt;

/** A loaded model: padded token ids in, raw scores out. Thread-safe; it holds native memory. */
public interface Engine extends AutoCloseable {
    /**
     * Runs one forward pass and blocks until it ends.
     *
     * @param batch owned by the caller, unchanged while this runs, not kept
     * @return the scores of each output, in the order of {@link dev.scholion.models.catalog.ModelPackage#outputs}; owned by the caller
     * @throws RuntimeException if the batch does not fit the model or the device failed; the two cannot be told apart here
     */
    List<Scores> run(TokenBatch batch);

    /** What runs, for example {@code onnxruntime-cpu 1.29.0}. */
    String description();

    /** The only row length that the graph takes, if it was made for one. */
    default OptionalInt fixedColumns() {
        return OptionalInt.empty();
    }

    /** Whether the graph is told which tokens are padding; if not, rows can only be padded to their own length. */
    default boolean masksPadding() {
        return true;
    }

    /** Waits for running calls, then frees the model. Idempotent, never throws. */
    @Override
    void close();
}

package dev.scholion.models.engine;

import dev.scholion.models.batch.BatchBudget;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A loaded model: padded token ids in, raw scores out. Thread-safe; it holds native memory. */
public interface Engine extends AutoCloseable {
    /**
     * Runs one forward pass and blocks until it ends.
     *
     * @param batch owned by the caller, unchanged while this runs, not kept
     * @return the scores of each output, in the order of {@link dev.scholion.models.catalog.ModelPackage#outputs}; owned by the caller
     * @throws dev.scholion.models.EngineException if the device has no memory left for this batch, or is lost
     * @throws RuntimeException if the batch does not fit the model or the device failed; the two cannot always be told apart here
     */
    List<Scores> run(TokenBatch batch);

    /** What runs, for example {@code onnxruntime-cpu 1.29.0} or {@code tensorrt 10.6.0}: a name without blanks, then details. */
    String description();

    /** The only row length that the graph takes, if it was made for one. */
    default OptionalInt fixedColumns() {
        return OptionalInt.empty();
    }

    /** Calls that run side by side, each on a thread of its own; empty for one on each core. */
    default OptionalInt lanes() {
        return OptionalInt.empty();
    }

    /** What one batch costs at most where nobody says otherwise. */
    default BatchBudget usualBudget() {
        return BatchBudget.OF_A_CORE;
    }

    /** Precision of the arithmetic, where it is another than the graph's. */
    default Optional<String> precision() {
        return Optional.empty();
    }

    /** Whether the graph is told which tokens are padding; if not, rows can only be padded to their own length. */
    default boolean masksPadding() {
        return true;
    }

    /** Waits for running calls, then frees the model. Idempotent, never throws. */
    @Override
    void close();
}

package dev.scholion.models.tensorrt;

import java.util.List;

/** An engine on a device. Thread-safe. */
interface BuiltEngine extends AutoCloseable {
    List<EngineTensor> tensors();

    /** Number of its optimisation profiles. */
    int profiles();

    /** Bytes of device memory that a context works in. */
    long scratchBytes();

    /**
     * Something that runs batches, one at a time.
     *
     * @param profile which it is for
     * @param scratch address of {@link #scratchBytes}, which other contexts may use at other times
     * @param stream of which the first work prepares it
     * @throws dev.scholion.models.EngineException if there is not enough memory
     */
    ExecutionContext context(int profile, long scratch, long stream);

    /** After all of its contexts. Never throws. */
    @Override
    void close();
}

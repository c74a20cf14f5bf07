package dev.scholion.models.predict;

/** Who waits for a row's scores. Called by engine threads: little may be done here. */
public interface RowReceiver {
    /** Whether nobody waits any more, so that the row need not run. */
    boolean isDone();

    /**
     * The row's batch begins; said again if the batch is halved.
     *
     * @param now in {@link System#nanoTime} terms
     */
    void starts(long now);

    /** @param now in {@link System#nanoTime} terms */
    void answer(RowAnswer answer, long now);

    /**
     * There will be no answer.
     *
     * @param failure a {@link dev.scholion.models.TextFaultException} or a {@link dev.scholion.models.EngineException}
     */
    void fail(RuntimeException failure);
}

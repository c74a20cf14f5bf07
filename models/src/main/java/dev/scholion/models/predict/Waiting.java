package dev.scholion.models.predict;

import dev.scholion.models.EngineException;
import dev.scholion.models.batch.Batch;
import dev.scholion.models.batch.RowQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows between the tokenising threads and the engine threads. Its lock guards the queue; engine threads sleep here
 * while there is nothing to do.
 */
final class Waiting {
    private final RowQueue<PendingRow> queue;
    private boolean closed;
    private @Nullable EngineException broken;

    Waiting(RowQueue<PendingRow> queue) {
        this.queue = queue;
    }

    /** Takes a row, or fails it if the engine is broken or closed. */
    void add(PendingRow row) {
        add(row, true);
    }

    /** Takes a row from an engine thread, which will come for more before it ends; or fails it if the engine is broken. */
    void addNext(PendingRow row) {
        add(row, false);
    }

    private void add(PendingRow row, boolean unlessClosed) {
        EngineException failure;
        synchronized (this) {
            failure = broken == null && closed && unlessClosed ? new EngineException("the engine is closed") : broken;
            if (failure == null) {
                queue.add(row, row.row().length());
                notify(); // one row is work for one engine
            }
        }
        if (failure != null) {
            row.receiver().fail(failure);
        }
    }

    /** Sleeps until there is a batch; empty when there will be none any more. */
    synchronized Optional<Batch<PendingRow>> take() {
        while (true) {
            if (queue.size() > 0) {
                return queue.take();
            }
            if (closed) {
                return Optional.empty();
            }
            try {
                wait();
            } catch (InterruptedException e) {
                closed = true; // the thread is ours, so only the end of the process interrupts it
            }
        }
    }

    /** No rows come any more: engine threads end when the queue is empty. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Fails all that waits and all that comes. */
    void fail(EngineException failure) {
        List<PendingRow> rows = new ArrayList<>();
        synchronized (this) {
            if (broken == null) {
                broken = failure;
            }
            for (Optional<Batch<PendingRow>> batch = queue.take(); batch.isPresent(); batch = queue.take()) {
                rows.addAll(batch.get().rows());
            }
        }
        rows.forEach(row -> row.receiver().fail(failure));
    }

    synchronized Optional<EngineException> failure() {
        return Optional.ofNullable(broken);
    }
}

package dev.scholion.models.predict;

import dev.scholion.models.EngineException;
import dev.scholion.models.batch.BatchBudget;
import dev.scholion.models.batch.LengthBuckets;
import dev.scholion.models.batch.RowQueue;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.engine.Engine;
import dev.scholion.models.engine.TokenBatch;
import dev.scholion.models.text.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine behind a queue: the rows of all callers share its batches, and its threads take one whenever they are free.
 * Thread-safe.
 *
 * <p>Whoever fails first decides: once the engine is broken, all later rows fail with the same {@link EngineException}.
 */
public final class BatchingEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BatchingEngine.class);

    private final String description;
    private final int capacity;
    private final int rowsAtATime;
    private final Duration closeTimeout;
    private final Waiting waiting;
    private final Set<Thread> threads;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger running;

    /**
     * Takes over the engine.
     *
     * @param release frees what else the rows' receivers use; runs once, after the last engine thread has ended, so that
     *     nothing is freed under a running call, however long it is
     */
    BatchingEngine(Engine engine, RowLayout layout, PredictorOptions options, Runnable release) {
        this(
                engine,
                layout.buckets(),
                layout.budget(),
                layout.probe(),
                layout.padId(),
                layout.rowsAtATime(),
                options,
                release);
    }

    private BatchingEngine(
            Engine engine,
            LengthBuckets buckets,
            BatchBudget budget,
            Probe probe,
            int padId,
            int rowsAtATime,
            PredictorOptions options,
            Runnable release) {
        this.description = engine.description();
        int lanes = engine.lanes().orElse(options.threads());
        this.capacity = budget.rowsInFlight(lanes);
        this.rowsAtATime = rowsAtATime;
        this.closeTimeout = options.closeTimeout();
        this.waiting = new Waiting(new RowQueue<>(budget, buckets));
        int count = Math.max(lanes, options.threads());
        this.running = new AtomicInteger(count);
        Semaphore free = new Semaphore(lanes);
        List<Thread> engines = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            EngineLoop loop = new EngineLoop(waiting, engine, free, probe, new TokenBatch(budget.maxTokens(), padId));
            engines.add(daemon(() -> runAndRelease(loop, engine, release), "scholion-engine-" + i));
        }
        this.threads = Set.copyOf(engines);
        engines.forEach(Thread::start);
    }

    /**
     * An engine for rows that its caller makes, after one of them has shown that it works.
     *
     * @param engine is taken over, unless this fails
     * @param known a row that the model takes
     * @param options of which only threads and time-out matter here
     * @throws dev.scholion.models.catalog.ModelPackageException if the graph is not what the package promised
     */
    public static BatchingEngine of(
            Engine engine,
            ModelPackage model,
            LengthBuckets buckets,
            BatchBudget budget,
            Row known,
            PredictorOptions options) {
        Probe probe = new Probe(known, engine.fixedColumns().orElse(known.length()), model.tasks(), model.outputs());
        probe.prove(model, engine, new TokenBatch(probe.columns(), model.padId()));
        return new BatchingEngine(
                engine, buckets, budget, probe, model.padId(), budget.rows(buckets.longest()), options, () -> {});
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private void runAndRelease(EngineLoop loop, Engine engine, Runnable release) {
        try {
            loop.run();
        } finally {
            if (running.decrementAndGet() == 0) {
                try {
                    engine.close();
                    release.run();
                } catch (RuntimeException e) {
                    LOG.warn("A model was not freed", e);
                } finally {
                    ended.countDown();
                }
            }
        }
    }

    /**
     * Puts a row into the queue.
     *
     * @throws IllegalArgumentException if the row is longer than the model's window
     */
    public void add(Row row, RowReceiver receiver) {
        waiting.add(new PendingRow(row, receiver));
    }

    /** Puts a row behind one that a receiver was just given, which is accepted even if the engine is being closed. */
    void addNext(Row row, RowReceiver receiver) {
        waiting.addNext(new PendingRow(row, receiver));
    }

    /** As {@link #add}; the future completes on an engine thread. */
    public CompletableFuture<RowAnswer> run(Row row) {
        CompletableFuture<RowAnswer> answer = new CompletableFuture<>();
        add(row, new FutureReceiver(answer));
        return answer;
    }

    private record FutureReceiver(CompletableFuture<RowAnswer> future) implements RowReceiver {
        @Override
        public boolean isDone() {
            return future.isDone();
        }

        @Override
        public void starts(long now) {}

        @Override
        public void answer(RowAnswer answer, long now) {
            future.complete(answer);
        }

        @Override
        public void fail(RuntimeException failure) {
            future.completeExceptionally(failure);
        }
    }

    /** What runs, for example {@code onnxruntime-cpu 1.29.0}. */
    public String description() {
        return description;
    }

    /** Rows that should be in flight to keep the engine busy. */
    public int capacity() {
        return capacity;
    }

    /** Rows of one text that may wait together. */
    int rowsAtATime() {
        return rowsAtATime;
    }

    /** Why all rows fail, if the engine is broken. */
    public Optional<EngineException> failure() {
        return waiting.failure();
    }

    /** Whether the caller is an engine thread, which cannot wait for its own end. */
    boolean runsCaller() {
        return threads.contains(Thread.currentThread());
    }

    /** Answers what is in the queue, then frees the engine. Waits for that unless it takes too long. Idempotent, never throws. */
    @Override
    public void close() {
        waiting.close();
        if (runsCaller()) {
            return;
        }
        boolean interrupted = false;
        long deadline = System.nanoTime() + closeTimeout.toNanos();
        while (true) {
            try {
                if (!ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    LOG.warn("A call runs longer than {}; its model stays in memory until it ends", closeTimeout);
                }
                break;
            } catch (InterruptedException e) {
                interrupted = true; // a model is not freed under a running call, so go on waiting
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

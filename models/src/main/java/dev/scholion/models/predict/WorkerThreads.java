package dev.scholion.models.predict;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads that do what callers must not wait for, such as tokenising. They take work in its order. */
final class WorkerThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerThreads.class);

    private final String work;
    private final Duration closeTimeout;
    private final ExecutorService executor;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    /**
     * @param work what they do, for their names
     * @param release frees what the work uses; runs once, after the last of it has ended, however long that takes
     */
    private WorkerThreads(String work, int count, Duration closeTimeout, Runnable release) {
        this.work = work;
        this.closeTimeout = closeTimeout;
        AtomicInteger number = new AtomicInteger();
        this.executor =
                new ThreadPoolExecutor(count, count, 0, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "scholion-%s-%d".formatted(work, number.incrementAndGet()));
                    thread.setDaemon(true);
                    threads.add(thread);
                    return thread;
                }) {
                    @Override
                    protected void terminated() {
                        try {
                            release.run();
                        } catch (RuntimeException e) {
                            LOG.warn("A model was not freed", e);
                        }
                    }
                };
    }

    static WorkerThreads ofTokenizer(PredictorOptions options) {
        return new WorkerThreads("tokenizer", options.tokenizerThreads(), options.closeTimeout(), () -> {});
    }

    static WorkerThreads ofEngine(PredictorOptions options, Runnable release) {
        return new WorkerThreads("engine", options.threads(), options.closeTimeout(), release);
    }

    /** @throws java.util.concurrent.RejectedExecutionException if closed */
    void execute(Runnable task) {
        executor.execute(task);
    }

    /** Whether the caller is one of these threads, which cannot wait for its own end. */
    boolean runCaller() {
        return threads.contains(Thread.currentThread());
    }

    /** Closes on a thread of its own, for a caller that would wait for its own end. */
    static void elsewhere(Runnable closing) {
        Thread closer = new Thread(closing, "scholion-close");
        closer.setDaemon(true);
        closer.start();
    }

    /** Takes no more, and waits for what was taken unless that takes too long. Idempotent, never throws. */
    @Override
    public void close() {
        executor.shutdown();
        boolean interrupted = false;
        long deadline = System.nanoTime() + closeTimeout.toNanos();
        while (true) {
            try {
                if (!executor.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    LOG.warn("The {} takes longer than {}", work, closeTimeout);
                }
                break;
            } catch (InterruptedException e) {
                interrupted = true; // what was accepted is answered
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.scholion.models.predict;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads on which texts are tokenised, so that no caller has to wait for it. */
final class TokenizerThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TokenizerThreads.class);

    private final Duration closeTimeout;
    private final ExecutorService executor;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    TokenizerThreads(PredictorOptions options) {
        this.closeTimeout = options.closeTimeout();
        AtomicInteger number = new AtomicInteger();
        this.executor = Executors.newFixedThreadPool(options.tokenizerThreads(), task -> {
            Thread thread = new Thread(task, "scholion-tokenizer-" + number.incrementAndGet());
            thread.setDaemon(true);
            threads.add(thread);
            return thread;
        });
    }

    /** @throws java.util.concurrent.RejectedExecutionException if closed */
    void execute(Runnable task) {
        executor.execute(task);
    }

    /** Whether the caller is one of these threads, which cannot wait for its own end. */
    boolean runCaller() {
        return threads.contains(Thread.currentThread());
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
                    LOG.warn("Tokenising takes longer than {}", closeTimeout);
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

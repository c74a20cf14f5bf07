package dev.scholion.models.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of a predictor. They end in the order of the work: first those that tokenise, then those that run the
 * engine, and the last of these frees what all of them used. So nothing is freed under a running call, however long it is.
 */
final class Workers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    private final PredictorOptions options;
    private final Waiting waiting;
    private final ExecutorService tokenizers;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger running;

    /** @param release frees what the threads use; runs once, after the last of them */
    Workers(PredictorOptions options, Waiting waiting, Supplier<EngineLoop> loops, Runnable release) {
        this.options = options;
        this.waiting = waiting;
        this.running = new AtomicInteger(options.threads());
        AtomicInteger number = new AtomicInteger();
        this.tokenizers = Executors.newFixedThreadPool(
                options.tokenizerThreads(), task -> owned(task, "scholion-tokenizer-" + number.incrementAndGet()));
        List<Thread> engines = new ArrayList<>();
        for (int i = 1; i <= options.threads(); i++) {
            EngineLoop loop = loops.get();
            engines.add(owned(() -> runAndRelease(loop, release), "scholion-engine-" + i));
        }
        engines.forEach(Thread::start);
    }

    private Thread owned(Runnable task, String name) {
        Thread thread = daemon(task, name);
        threads.add(thread);
        return thread;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private void runAndRelease(EngineLoop loop, Runnable release) {
        try {
            loop.run();
        } finally {
            if (running.decrementAndGet() == 0) {
                try {
                    release.run();
                } catch (RuntimeException e) {
                    LOG.warn("A model was not freed", e);
                } finally {
                    ended.countDown();
                }
            }
        }
    }

    /** @throws java.util.concurrent.RejectedExecutionException if closed */
    void tokenize(Runnable task) {
        tokenizers.execute(task);
    }

    /** Waits for all threads, unless the caller is one of them. Idempotent, never throws. */
    @Override
    public void close() {
        if (threads.contains(Thread.currentThread())) {
            daemon(this::close, "scholion-close").start(); // a thread cannot wait for its own end
            return;
        }
        tokenizers.shutdown();
        boolean interrupted = false;
        long deadline = System.nanoTime() + options.closeTimeout().toNanos();
        while (true) {
            try {
                boolean quiet = tokenizers.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                waiting.close();
                if (!quiet || !ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    LOG.warn(
                            "A call runs longer than {}; its model stays in memory until it ends",
                            options.closeTimeout());
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

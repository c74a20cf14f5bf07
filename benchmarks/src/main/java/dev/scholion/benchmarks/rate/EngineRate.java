package dev.scholion.benchmarks.rate;

import dev.scholion.models.batch.Batch;
import dev.scholion.models.engine.Engine;
import dev.scholion.models.engine.TokenBatch;
import dev.scholion.models.text.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An engine with nothing around it: rows are tokenised and batches made before the clock starts, and each lane takes the
 * next batch, again and again. What is copied to and from the device counts.
 *
 * @param lanes threads that call the engine
 * @param atLeast how long one measurement goes on
 */
public record EngineRate(Engine engine, List<Batch<Row>> batches, int padId, int lanes, Duration atLeast) {
    public EngineRate {
        batches = List.copyOf(batches);
        if (batches.isEmpty() || lanes < 1) {
            throw new IllegalArgumentException("%d batches in %d lanes".formatted(batches.size(), lanes));
        }
    }

    /** On all of the engine's lanes. */
    public static EngineRate of(Engine engine, List<Batch<Row>> batches, int padId, Duration atLeast) {
        return new EngineRate(
                engine,
                batches,
                padId,
                engine.lanes().orElse(Runtime.getRuntime().availableProcessors()),
                atLeast);
    }

    /**
     * Rows a second of all lanes together.
     *
     * @throws Exception what the engine throws
     */
    public double measure() throws Exception {
        int most = batches.stream()
                .mapToInt(batch -> batch.rows().size() * batch.columns())
                .max()
                .orElseThrow();
        AtomicInteger next = new AtomicInteger();
        AtomicLong rows = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(lanes);
        try {
            List<TokenBatch> tokens = new ArrayList<>();
            for (int lane = 0; lane < lanes; lane++) {
                tokens.add(new TokenBatch(most, padId));
            }
            long start = System.nanoTime();
            List<Future<?>> done = new ArrayList<>();
            for (TokenBatch own : tokens) {
                done.add(threads.submit(() -> {
                    while (System.nanoTime() - start < atLeast.toNanos()) {
                        Batch<Row> batch = batches.get(Math.floorMod(next.getAndIncrement(), batches.size()));
                        own.fill(batch.rows(), batch.columns());
                        engine.run(own);
                        rows.addAndGet(batch.rows().size());
                    }
                }));
            }
            for (Future<?> lane : done) {
                lane.get();
            }
            return rows.get() * 1e9 / (System.nanoTime() - start);
        } finally {
            threads.shutdown();
        }
    }

    /** Seconds that the first batch takes, on this thread. */
    public double once() {
        Batch<Row> batch = batches.get(0);
        TokenBatch tokens = new TokenBatch(batch.rows().size() * batch.columns(), padId);
        long start = System.nanoTime();
        tokens.fill(batch.rows(), batch.columns());
        engine.run(tokens);
        return (System.nanoTime() - start) / 1e9;
    }
}

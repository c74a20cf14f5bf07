package dev.scholion.benchmarks.rate;

import dev.scholion.models.Predictor;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A predictor that is asked about texts: tokenising, batching, the engine and decoding, with no Kafka and no Flink.
 *
 * @param texts asked about in turn, again and again
 */
public record PredictorRate(Predictor predictor, List<String> texts) {
    public PredictorRate {
        texts = List.copyOf(texts);
    }

    /**
     * Texts a second, and the processor cores that this process used meanwhile.
     *
     * @param cores of the whole process, native threads too
     */
    public record Saturated(double perSecond, double cores) {}

    /** As many texts in flight as keep the engine busy. */
    public Saturated saturated(Duration atLeast) throws InterruptedException {
        int most = predictor.capacity();
        Semaphore room = new Semaphore(most);
        long cpu = cpuNanos();
        long start = System.nanoTime();
        long asked = 0;
        while (System.nanoTime() - start < atLeast.toNanos()) {
            room.acquire();
            predictor
                    .predict(texts.get((int) (asked++ % texts.size())))
                    .whenComplete((answer, failure) -> room.release());
        }
        room.acquire(most);
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Saturated(asked / seconds, (cpuNanos() - cpu) / 1e9 / seconds);
    }

    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    /**
     * Milliseconds that each answer took, when texts come at random times, however long answers take.
     *
     * @param perSecond texts in the mean
     */
    public List<Double> latencies(double perSecond, Duration span) throws InterruptedException {
        Random random = new Random(11);
        int count = Math.max(1, (int) (perSecond * span.toNanos() / 1e9));
        List<Double> millis = Collections.synchronizedList(new ArrayList<>(count));
        CountDownLatch open = new CountDownLatch(count);
        double due = System.nanoTime();
        for (int i = 0; i < count; i++) {
            due += -Math.log(1 - random.nextDouble()) * 1e9 / perSecond;
            long asked = (long) due;
            for (long left = asked - System.nanoTime(); left > 0; left = asked - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            predictor.predict(texts.get(i % texts.size())).whenComplete((answer, failure) -> {
                millis.add((System.nanoTime() - asked) / 1e6);
                open.countDown();
            });
        }
        if (!open.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("%d answers did not come in a minute".formatted(open.getCount()));
        }
        return List.copyOf(millis);
    }

    /** Seconds that one text takes when nothing else is asked. */
    public double once(int text) {
        long start = System.nanoTime();
        predictor.predict(texts.get(text % texts.size())).join();
        return (System.nanoTime() - start) / 1e9;
    }
}

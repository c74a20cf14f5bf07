package dev.scholion.benchmarks.standin;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The time of one device that several lanes share: what one occupies, the next waits for. Thread-safe.
 *
 * <p>Time is laid out when work comes, so that a lane that wakes late does not make the device late for the next.
 */
final class DeviceTime {
    /** What a sleep may be late by; the rest is spun. */
    private static final long SPIN_NANOS = 70_000;

    private final AtomicLong freeAt = new AtomicLong(System.nanoTime());

    /**
     * Takes the device for a while, as soon as it is free.
     *
     * @param ready when the work has arrived, in {@link System#nanoTime} terms
     * @return when it is done
     */
    long occupy(long ready, long nanos) {
        return freeAt.updateAndGet(free -> (free - ready > 0 ? free : ready) + nanos);
    }

    /** Blocks until a time, in {@link System#nanoTime} terms, and returns within a microsecond or so if a core is free. */
    static void await(long time) {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            if (left > SPIN_NANOS) {
                LockSupport.parkNanos(left - SPIN_NANOS);
            } else {
                Thread.onSpinWait();
            }
        }
    }
}

package dev.scholion.models.hub;

import java.time.Duration;

/**
 * How often a request is made again, and how long to wait before: each wait is twice the one before.
 *
 * @param attempts in all, without progress between them
 * @param first wait
 * @param clock waits
 */
public record Retries(int attempts, Duration first, Clock clock) {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** Five attempts within half a minute. */
    public static final Retries USUAL = new Retries(5, Duration.ofSeconds(2), wait -> Thread.sleep(wait.toMillis()));

    /** Lets time pass. */
    @FunctionalInterface
    public interface Clock {
        void await(Duration wait) throws InterruptedException;
    }

    /**
     * Waits after a failed attempt.
     *
     * @param attempt counted from 1
     * @param asked what the server asked for at least
     */
    void await(int attempt, Duration asked) {
        Duration wait = first.multipliedBy(1L << Math.min(attempt - 1, 10));
        Duration longer = wait.compareTo(asked) < 0 ? asked : wait;
        try {
            clock.await(longer.compareTo(LONGEST) < 0 ? longer : LONGEST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HubException("interrupted while waiting for the hub", e);
        }
    }
}

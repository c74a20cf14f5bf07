package dev.scholion.streaming.local;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what can only be asked for again and again. */
final class Waiting {
    private static final Duration POLL = Duration.ofMillis(40);

    private Waiting() {}

    /** A question that may find that waiting is vain. */
    interface Question {
        boolean isAnsweredYes() throws LocalRunException;
    }

    /**
     * Blocks until the answer is yes.
     *
     * @param question asked about 25 times a second
     * @throws LocalRunException the question's own, or if the limit is over or the thread is interrupted
     */
    static void until(String what, Duration limit, Progress progress, Question question) throws LocalRunException {
        long start = System.nanoTime();
        long said = 0;
        while (!question.isAnsweredYes()) {
            Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
            if (elapsed.compareTo(limit) > 0 || Thread.currentThread().isInterrupted()) {
                throw new LocalRunException("the %s was not ready within %d s".formatted(what, limit.toSeconds()));
            }
            if (elapsed.toSeconds() > said) {
                said = elapsed.toSeconds();
                progress.waiting(what, elapsed);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}

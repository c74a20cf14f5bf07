package dev.scholion.streaming.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.function.Executable;

/** What rejections must be, and what they may cost. */
final class Rejections {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Rejections() {}

    /** The message. */
    static String assertRejected(Stage stage, Reason reason, Executable decoding) {
        RejectedEventException rejection = assertThrows(RejectedEventException.class, decoding);
        assertEquals(stage + " " + reason, rejection.stage() + " " + rejection.reason(), rejection::getMessage);
        return String.valueOf(rejection.getMessage());
    }

    /** Rejected again, at the cost of at most so many bytes of memory. */
    static void assertRejectedWithin(long bytes, Reason reason, Executable decoding) {
        assertRejected(Stage.DECODE, reason, decoding); // classes are loaded now
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        assertRejected(Stage.DECODE, reason, decoding);
        long allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertTrue(allocated <= bytes, () -> allocated + " bytes allocated, at most " + bytes + " allowed");
    }
}

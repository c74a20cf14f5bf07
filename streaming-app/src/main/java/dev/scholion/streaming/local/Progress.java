package dev.scholion.streaming.local;

import java.time.Duration;

/** Hears of a wait that takes longer than a second, about once a second, on the thread that waits. */
@FunctionalInterface
public interface Progress {
    /** Tells nobody. */
    Progress SILENT = (what, elapsed) -> {};

    /** @param what is waited for, for example {@code broker} */
    void waiting(String what, Duration elapsed);
}

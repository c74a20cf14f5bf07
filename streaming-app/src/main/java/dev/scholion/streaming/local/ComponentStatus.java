package dev.scholion.streaming.local;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a process of the local run fares.
 *
 * @param name {@code broker}, {@code registry}, {@code jobmanager} or {@code taskmanager-1} and so on
 * @param pid of the process, also of one that died; 0 if it is stopped
 * @param address empty if it is stopped
 * @param since when it was started, or null if it is stopped
 */
public record ComponentStatus(
        String name,
        State state,
        long pid,
        String address,
        @Nullable Instant since) {
    /** Whether a process runs. */
    public enum State {
        RUNNING,
        /** Nobody started it, or it was stopped by {@code down}. */
        STOPPED,
        /** It was started and is gone, and nobody stopped it. */
        DIED
    }

    static ComponentStatus of(ProcessRecord recorded) {
        State state = recorded.process().isPresent() ? State.RUNNING : State.DIED;
        return new ComponentStatus(recorded.name(), state, recorded.pid(), recorded.address(), recorded.since());
    }

    static ComponentStatus stopped(String name) {
        return new ComponentStatus(name, State.STOPPED, 0, "", null);
    }
}

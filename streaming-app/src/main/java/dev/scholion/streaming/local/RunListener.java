package dev.scholion.streaming.local;

import java.time.Duration;

/** Hears how {@code up} and {@code down} get on. Called from several threads, one at a time. */
public interface RunListener extends Progress {
    /** @param took from its start until it was ready */
    void started(ComponentStatus component, Duration took);

    /** It ran before. */
    void found(ComponentStatus component);

    void stopped(String component);
}

package dev.scholion.streaming.input;

import org.jspecify.annotations.Nullable;

/**
 * A decoded event. Its text is valid Unicode, not blank, and within the limit.
 *
 * @param id the event's own id, or its position in Kafka
 * @param eventTime milliseconds since the epoch, or null if the event does not say
 */
public record TextEvent(
        String id,
        String text,
        @Nullable String language,
        @Nullable Long eventTime) {}

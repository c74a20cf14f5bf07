package dev.scholion.streaming.input;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A decoded event. Its text is valid Unicode, not blank, and within the limit.
 *
 * @param id the event's own id, or its position in Kafka
 * @param eventTime milliseconds since the epoch, or null if the event does not say
 * @param further texts by the path of their field, for example a question: valid Unicode, not blank, within the limit
 */
public record TextEvent(
        String id,
        String text,
        @Nullable String language,
        @Nullable Long eventTime,
        Map<String, String> further) {
    public TextEvent {
        further = Map.copyOf(further);
    }

    /** An event that is asked for nothing but its text. */
    public TextEvent(String id, String text, @Nullable String language, @Nullable Long eventTime) {
        this(id, text, language, eventTime, Map.of());
    }
}

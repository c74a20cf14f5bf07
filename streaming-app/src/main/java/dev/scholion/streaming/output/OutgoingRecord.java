package dev.scholion.streaming.output;

import dev.scholion.streaming.input.EventHeader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way to Kafka. Nobody writes to its arrays.
 *
 * @param value null for a tombstone
 * @param timestamp milliseconds since the epoch that every broker accepts, or null for the time of writing
 */
@SuppressWarnings("ArrayRecordComponent") // carried through untouched, never compared
public record OutgoingRecord(
        String topic,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<EventHeader> headers,
        @Nullable Long timestamp) {
    public OutgoingRecord {
        headers = List.copyOf(headers);
    }
}

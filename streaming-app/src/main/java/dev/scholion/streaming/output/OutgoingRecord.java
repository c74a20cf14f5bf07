package dev.scholion.streaming.output;

import dev.scholion.streaming.input.EventHeader;
import dev.scholion.streaming.input.KafkaEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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
    /** Brokers refuse what is an hour ahead of their clock; ours may differ from theirs. */
    private static final Duration FURTHEST_AHEAD = Duration.ofMinutes(50);

    /** A batch of one record: its head, the record's own, and the lengths of key, value and headers at their longest. */
    private static final int RECORD_OVERHEAD = 61 + 21 + 3 * 5;

    private static final int HEADER_OVERHEAD = 10;

    public OutgoingRecord {
        headers = List.copyOf(headers);
    }

    /** A record about an event: with its key, all of its headers, and its time if a broker would take it. */
    static OutgoingRecord about(KafkaEvent event, String topic, byte @Nullable [] value, Instant now) {
        return new OutgoingRecord(topic, event.key(), value, event.headers(), acceptable(event.timestamp(), now));
    }

    static @Nullable Long acceptable(long timestamp, Instant now) {
        return timestamp >= 0 && timestamp <= now.plus(FURTHEST_AHEAD).toEpochMilli() ? timestamp : null;
    }

    /** Bytes that this takes uncompressed in a batch of its own: what the producer and the broker compare with limits. */
    long size() {
        return RECORD_OVERHEAD
                + length(key)
                + length(value)
                + headers.stream().mapToLong(OutgoingRecord::size).sum();
    }

    static long size(EventHeader header) {
        return HEADER_OVERHEAD + (long) header.name().getBytes(StandardCharsets.UTF_8).length + length(header.value());
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}

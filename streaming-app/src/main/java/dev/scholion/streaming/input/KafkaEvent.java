package dev.scholion.streaming.input;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as Kafka delivered it, nothing decoded. It is what the job keeps in its checkpoints for work in flight.
 * Nobody writes to its arrays.
 *
 * @param timestamp as Kafka gave it: any value, negative ones too
 */
@SuppressWarnings("ArrayRecordComponent") // carried through untouched, never compared
public record KafkaEvent(
        String topic,
        int partition,
        long offset,
        long timestamp,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<EventHeader> headers) {
    public KafkaEvent {
        headers = List.copyOf(headers);
    }

    /** The place of this record in Kafka, for example {@code text.events-0-42}. */
    public String position() {
        return topic + "-" + partition + "-" + offset;
    }
}

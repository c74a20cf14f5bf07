package dev.scholion.streaming.output;

import dev.scholion.events.RejectedText;
import dev.scholion.models.ModelIdentity;
import dev.scholion.schemas.WireFormat;
import dev.scholion.streaming.input.KafkaEvent;
import dev.scholion.streaming.input.RejectedEventException;
import dev.scholion.streaming.input.TextEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Makes the record of a rejected event, with the bytes that came as far as they fit. It takes every event and never
 * throws: a reject that could not be written would stop the pipeline for good. Safe for all threads.
 */
public final class RejectEncoder {
    /** Room for all that cannot be cut: the event's id, topic, the model's identity, the message. */
    static final int SMALLEST_LIMIT = 10_000;

    private final String topic;
    private final int schemaId;
    private final int maxRecordBytes;

    /** @param maxRecordBytes largest record, with its key, headers and overhead; at least 10,000 */
    public RejectEncoder(String topic, int schemaId, int maxRecordBytes) {
        if (maxRecordBytes < SMALLEST_LIMIT) {
            throw new IllegalArgumentException(
                    "a reject takes up to %d bytes, the limit is %d".formatted(SMALLEST_LIMIT, maxRecordBytes));
        }
        this.topic = topic;
        this.schemaId = schemaId;
        this.maxRecordBytes = maxRecordBytes;
    }

    /** @param text null if the event was not decoded */
    public OutgoingRecord encode(
            KafkaEvent event,
            @Nullable TextEvent text,
            RejectedEventException rejection,
            ModelIdentity model,
            Instant processedAt) {
        RejectRecord bare = new RejectRecord(new Provenance(event, model, processedAt), text, rejection);
        Excerpt nothing = Excerpt.nothing();
        long left = maxRecordBytes - record(bare, nothing).size();
        return record(bare, Excerpt.of(event, text, left));
    }

    private OutgoingRecord record(RejectRecord reject, Excerpt excerpt) {
        KafkaEvent event = reject.provenance().event();
        RejectedText record = reject.with(excerpt);
        return new OutgoingRecord(
                topic,
                excerpt.wholeKey() ? event.key() : null,
                WireFormat.encode(schemaId, record),
                excerpt.headers(),
                OutgoingRecord.acceptable(event.timestamp(), reject.provenance().processedAt()));
    }
}

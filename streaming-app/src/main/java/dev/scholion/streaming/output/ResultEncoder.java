package dev.scholion.streaming.output;

import dev.scholion.models.Annotations;
import dev.scholion.models.ModelIdentity;
import dev.scholion.schemas.WireFormat;
import dev.scholion.streaming.input.KafkaEvent;
import dev.scholion.streaming.input.Reason;
import dev.scholion.streaming.input.RejectedEventException;
import dev.scholion.streaming.input.Stage;
import dev.scholion.streaming.input.TextEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecordBase;

/** Makes the records that carry a text's annotations: one for each task, and the combined one. Safe for all threads. */
public final class ResultEncoder {
    private final TopicRouting routing;
    private final Map<String, Integer> schemaIds;
    private final int maxRecordBytes;

    /**
     * @param schemaIds by topic, of all of the routing's topics
     * @param maxRecordBytes largest record, with its key, headers and overhead
     */
    public ResultEncoder(TopicRouting routing, Map<String, Integer> schemaIds, int maxRecordBytes) {
        if (!schemaIds.keySet().containsAll(routing.topics())) {
            throw new IllegalArgumentException(
                    "schemas for %s, topics %s".formatted(schemaIds.keySet(), routing.topics()));
        }
        this.routing = routing;
        this.schemaIds = Map.copyOf(schemaIds);
        this.maxRecordBytes = maxRecordBytes;
    }

    /**
     * All of an event's records, in the order of the model's tasks and the combined one last, or none.
     *
     * @throws RejectedEventException at stage encode, if one of them is too large
     */
    public List<OutgoingRecord> encode(
            KafkaEvent event, TextEvent text, Annotations annotations, ModelIdentity model, Instant processedAt)
            throws RejectedEventException {
        ResultRecords records = new ResultRecords(new Provenance(event, model, processedAt), text, annotations);
        List<OutgoingRecord> encoded = new ArrayList<>();
        for (var answer : annotations.results().entrySet()) {
            TopicRouting.Route route = routing.task(answer.getKey());
            SpecificRecordBase record = records.of(answer.getKey(), route.kind(), answer.getValue());
            encoded.add(encode(event, route.topic(), record, processedAt));
        }
        String enrichedTopic = routing.enrichedTopic();
        if (enrichedTopic != null) {
            encoded.add(encode(event, enrichedTopic, records.combined(routing), processedAt));
        }
        return encoded;
    }

    /** A record with the event's key and no value for every topic of results. */
    public List<OutgoingRecord> tombstones(KafkaEvent event, Instant processedAt) {
        return routing.resultTopics().stream()
                .map(topic -> OutgoingRecord.about(event, topic, null, processedAt))
                .toList();
    }

    private OutgoingRecord encode(KafkaEvent event, String topic, SpecificRecordBase record, Instant processedAt)
            throws RejectedEventException {
        byte[] value = WireFormat.encode(Objects.requireNonNull(schemaIds.get(topic)), record);
        OutgoingRecord outgoing = OutgoingRecord.about(event, topic, value, processedAt);
        if (outgoing.size() > maxRecordBytes) {
            throw new RejectedEventException(
                    Stage.ENCODE,
                    Reason.RESULT_TOO_LARGE,
                    "the record for %s takes %d bytes, the limit is %d"
                            .formatted(topic, outgoing.size(), maxRecordBytes));
        }
        return outgoing;
    }
}

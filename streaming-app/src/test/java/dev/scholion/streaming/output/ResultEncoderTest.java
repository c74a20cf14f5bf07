package dev.scholion.streaming.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.events.ClassificationResult;
import dev.scholion.events.EnrichedText;
import dev.scholion.events.EntitiesResult;
import dev.scholion.events.SentimentResult;
import dev.scholion.models.Annotations;
import dev.scholion.schemas.WireFormat;
import dev.scholion.streaming.input.KafkaEvent;
import dev.scholion.streaming.input.Reason;
import dev.scholion.streaming.input.RejectedEventException;
import dev.scholion.streaming.input.Stage;
import dev.scholion.streaming.input.TextEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway") // it does not see that arrays of compiled classes may be null
class ResultEncoderTest {
    private static final Map<String, Integer> SCHEMA_IDS = Map.of(
            "text.sentiment", 11,
            "text.entities", 12,
            "text.classification", 13,
            "text.enriched", 14,
            "text.rejected", 15);

    private final ResultEncoder encoder = encoder(1_000_000);

    @Test
    void makesARecordForEachTaskAndOneOfAll() throws Exception {
        List<OutgoingRecord> records = encode(encoder, Samples.event(), Samples.TEXT);
        assertEquals(
                List.of("text.sentiment", "text.entities", "text.classification", "text.enriched"),
                records.stream().map(OutgoingRecord::topic).toList());
        for (OutgoingRecord record : records) {
            assertEquals(SCHEMA_IDS.get(record.topic()), WireFormat.schemaId(record.value()));
        }
    }

    @Test
    void carriesKeyHeadersAndTimestamp() throws Exception {
        KafkaEvent event = Samples.event();
        for (OutgoingRecord record : encode(encoder, event, Samples.TEXT)) {
            assertSame(event.key(), record.key());
            assertEquals(event.headers(), record.headers());
            assertEquals(Samples.EVENT_TIMESTAMP, record.timestamp());
        }
    }

    @Test
    void saysWhereAResultCameFrom() throws Exception {
        List<OutgoingRecord> records = encode(encoder, Samples.event(), Samples.TEXT);
        List<Schema> schemas = List.of(
                SentimentResult.getClassSchema(),
                EntitiesResult.getClassSchema(),
                ClassificationResult.getClassSchema(),
                EnrichedText.getClassSchema());
        for (int i = 0; i < records.size(); i++) {
            GenericRecord result = Samples.read(records.get(i), schemas.get(i));
            assertEquals("e1", text(result.get("event_id")));
            assertEquals(Samples.TEXT.text(), text(result.get("text")));
            assertEquals("en", text(result.get("language")));
            assertEquals(1_700_000_000_000L, result.get("event_time"));
            assertEquals(Samples.NOW.toEpochMilli(), result.get("processed_at"));
            assertEquals(2, result.get("windows"));
            assertEquals(300, result.get("tokens"));
            assertEquals(false, result.get("truncated"));
            assertEquals(
                    "{\"topic\": \"texts\", \"partition\": 3, \"offset\": 42, \"timestamp\": %d}"
                            .formatted(Samples.EVENT_TIMESTAMP),
                    text(result.get("source")));
            GenericRecord model = (GenericRecord) result.get("model");
            assertEquals(
                    List.of("scholion-text", "1.0.0", "0f".repeat(32), "onnxruntime-cpu 1.29.0", "int8"),
                    List.of(
                            text(model.get("name")),
                            text(model.get("version")),
                            text(model.get("digest")),
                            text(model.get("engine")),
                            text(model.get("precision"))));
        }
    }

    @Test
    void writesSentiment() throws Exception {
        GenericRecord result = record(0, SentimentResult.getClassSchema());
        assertEquals("sentiment", text(result.get("task")));
        assertEquals("ok", text(result.get("status")));
        assertEquals("positive", text(result.get("label")));
        assertEquals(0.9f, result.get("score"));
        assertEquals("mean-by-tokens", text(result.get("combined")));
        assertEquals(
                "[{\"label\": \"positive\", \"score\": 0.9}, {\"label\": \"negative\", \"score\": 0.1}]",
                text(result.get("scores")));
    }

    @Test
    void writesEntitiesWithBothKindsOfPositions() throws Exception {
        GenericRecord result = record(1, EntitiesResult.getClassSchema());
        assertEquals("entities", text(result.get("task")));
        assertEquals(
                "[{\"type\": \"LOC\", \"text\": \"Rome\", \"score\": 0.8, \"start\": 13, \"end\": 17,"
                        + " \"start_utf16\": 14, \"end_utf16\": 18}]",
                text(result.get("entities")));
    }

    @Test
    void writesOtherClasses() throws Exception {
        GenericRecord result = record(2, ClassificationResult.getClassSchema());
        assertEquals("topic", text(result.get("task")));
        assertEquals("travel", text(result.get("label")));
    }

    @Test
    void writesAllTasksInOne() throws Exception {
        GenericRecord result = record(3, EnrichedText.getClassSchema());
        assertEquals("positive", text(((GenericRecord) result.get("sentiment")).get("label")));
        assertEquals("travel", text(((GenericRecord) result.get("classification")).get("label")));
        assertEquals(1, ((List<?>) result.get("entities")).size());
        assertEquals(3, ((Map<?, ?>) result.get("statuses")).size());
    }

    @Test
    void leavesOutWhatTheModelHasNoTaskFor() throws Exception {
        TopicRouting routing = TopicRouting.of(List.of(Samples.SENTIMENT), Samples.output(Map.of(), "text.enriched"));
        Annotations sentiment = Samples.annotations(
                Map.of("sentiment", Samples.annotations().results().get("sentiment")), Optional.empty());
        List<OutgoingRecord> records = new ResultEncoder(routing, SCHEMA_IDS, 1_000_000)
                .encode(Samples.event(), Samples.TEXT, sentiment, Samples.MODEL, Samples.NOW);
        GenericRecord enriched = Samples.read(records.get(1), EnrichedText.getClassSchema());
        assertNull(enriched.get("entities"));
        assertNull(enriched.get("classification"));
        assertEquals("{sentiment=ok}", text(enriched.get("statuses")));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1_795_608_000_000L})
    void leavesTheTimeOfWritingWhereABrokerWouldRefuseTheEventsTime(long timestamp) throws Exception {
        KafkaEvent event = new KafkaEvent("texts", 0, 0, timestamp, null, null, List.of());
        OutgoingRecord record = encode(encoder, event, Samples.TEXT).get(0);
        assertNull(record.timestamp());
        GenericRecord source = (GenericRecord)
                Samples.read(record, SentimentResult.getClassSchema()).get("source");
        assertEquals(timestamp, source.get("timestamp"));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -62_135_596_800_001L, 253_402_300_800_000L, Long.MAX_VALUE})
    void leavesOutATimeThatNoDateHolds(long eventTime) throws Exception {
        TextEvent text = new TextEvent("e", "text", null, eventTime);
        OutgoingRecord record = encode(encoder, Samples.event(), text).get(0);
        assertNull(Samples.read(record, SentimentResult.getClassSchema()).get("event_time"));
    }

    @ParameterizedTest
    @ValueSource(longs = {-62_135_596_800_000L, -1, 0, 253_402_300_799_999L})
    void keepsATimeThatEveryDateHolds(long eventTime) throws Exception {
        TextEvent text = new TextEvent("e", "text", null, eventTime);
        OutgoingRecord record = encode(encoder, Samples.event(), text).get(0);
        assertEquals(
                eventTime,
                Samples.read(record, SentimentResult.getClassSchema()).get("event_time"));
    }

    @Test
    void writesNothingIfOneRecordIsTooLarge() throws Exception {
        List<OutgoingRecord> records = encode(encoder, Samples.event(), Samples.TEXT);
        int largest =
                (int) records.stream().mapToLong(OutgoingRecord::size).max().orElseThrow();
        assertEquals(largest, records.get(3).size());
        assertEquals(4, encode(encoder(largest), Samples.event(), Samples.TEXT).size());
        RejectedEventException rejection = assertThrows(
                RejectedEventException.class, () -> encode(encoder(largest - 1), Samples.event(), Samples.TEXT));
        assertEquals(Stage.ENCODE, rejection.stage());
        assertEquals(Reason.RESULT_TOO_LARGE, rejection.reason());
        assertEquals(
                "the record for text.enriched takes %d bytes, the limit is %d".formatted(largest, largest - 1),
                rejection.getMessage());
    }

    @Test
    void countsKeyAndHeadersTowardsTheSize() {
        KafkaEvent event = Samples.event();
        OutgoingRecord record = OutgoingRecord.about(event, "t", Samples.bytes("value"), Samples.NOW);
        OutgoingRecord bare = new OutgoingRecord("t", null, Samples.bytes("value"), List.of(), null);
        assertTrue(record.size() >= bare.size() + 3 + 11 + 55 + 6 + 6 + 7);
    }

    @Test
    void forwardsATombstoneToEveryTopicOfResults() {
        List<OutgoingRecord> tombstones = encoder.tombstones(Samples.event(), Samples.NOW);
        assertEquals(
                List.of("text.sentiment", "text.entities", "text.classification", "text.enriched"),
                tombstones.stream().map(OutgoingRecord::topic).toList());
        for (OutgoingRecord tombstone : tombstones) {
            assertNull(tombstone.value());
            assertEquals("key", new String(tombstone.key(), StandardCharsets.UTF_8));
            assertEquals(4, tombstone.headers().size());
        }
    }

    @Test
    void refusesToStartWithoutASchemaForEachTopic() {
        TopicRouting routing = TopicRouting.of(Samples.TASKS, Samples.output(Map.of(), null));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ResultEncoder(routing, Map.of("text.sentiment", 1), 1_000_000));
    }

    private GenericRecord record(int index, Schema schema) throws Exception {
        return Samples.read(encode(encoder, Samples.event(), Samples.TEXT).get(index), schema);
    }

    private static ResultEncoder encoder(int maxRecordBytes) {
        return new ResultEncoder(
                TopicRouting.of(Samples.TASKS, Samples.output(Map.of(), "text.enriched")), SCHEMA_IDS, maxRecordBytes);
    }

    private static List<OutgoingRecord> encode(ResultEncoder encoder, KafkaEvent event, TextEvent text)
            throws RejectedEventException {
        return encoder.encode(event, text, Samples.annotations(), Samples.MODEL, Samples.NOW);
    }

    private static String text(Object value) {
        return String.valueOf(value);
    }
}

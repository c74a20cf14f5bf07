package dev.scholion.streaming.output;

import dev.scholion.models.Annotations;
import dev.scholion.models.ModelIdentity;
import dev.scholion.models.TaskResult;
import dev.scholion.models.TaskResult.ClassScore;
import dev.scholion.models.TaskResult.Classes;
import dev.scholion.models.TaskResult.Entities;
import dev.scholion.models.TaskResult.Entity;
import dev.scholion.models.TaskResult.Span;
import dev.scholion.models.TaskSpec;
import dev.scholion.models.TaskSpec.Kind;
import dev.scholion.streaming.config.OutputConfig;
import dev.scholion.streaming.input.EventHeader;
import dev.scholion.streaming.input.KafkaEvent;
import dev.scholion.streaming.input.TextEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/** A model with the three usual tasks, an event, and what the model says about it. */
@SuppressWarnings("NullAway") // it does not see that arrays of compiled classes may be null
final class Samples {
    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    static final long EVENT_TIMESTAMP = NOW.toEpochMilli() - 5_000;
    static final ModelIdentity MODEL =
            new ModelIdentity("scholion-text", "1.0.0", "0f".repeat(32), "onnxruntime-cpu 1.29.0", "int8");
    static final TextEvent TEXT = new TextEvent("e1", "Anna \uD83D\uDE00 likes Rome", "en", 1_700_000_000_000L);

    static final TaskSpec SENTIMENT =
            TaskSpec.of("sentiment", Kind.TEXT_CLASSIFICATION, "sentiment_logits", List.of("negative", "positive"));
    static final TaskSpec ENTITIES =
            TaskSpec.of("entities", Kind.TOKEN_CLASSIFICATION, "entity_logits", List.of("O", "B-LOC"));
    static final TaskSpec TOPIC =
            TaskSpec.of("topic", Kind.TEXT_CLASSIFICATION, "topic_logits", List.of("sport", "travel"));
    static final List<TaskSpec> TASKS = List.of(SENTIMENT, ENTITIES, TOPIC);

    private static final Classes POSITIVE = new Classes(
            "positive",
            0.9f,
            List.of(new ClassScore("positive", 0.9f), new ClassScore("negative", 0.1f)),
            "mean-by-tokens",
            false);
    private static final Classes TRAVEL = new Classes(
            "travel",
            0.7f,
            List.of(new ClassScore("travel", 0.7f), new ClassScore("sport", 0.3f)),
            "mean-by-tokens",
            false);
    private static final Span ROME_SPAN = new Span("Rome", 13, 17, 14, 18);
    private static final Entities ROME = new Entities(List.of(new Entity("LOC", ROME_SPAN, 0.8f)));

    private Samples() {}

    static Annotations annotations() {
        Map<String, TaskResult> results = new LinkedHashMap<>();
        results.put("sentiment", POSITIVE);
        results.put("entities", ROME);
        results.put("topic", TRAVEL);
        return annotations(results, Optional.empty());
    }

    /** What one model says. */
    static Annotations annotations(Map<String, TaskResult> results, Optional<String> language) {
        Map<String, ModelIdentity> models = new LinkedHashMap<>();
        results.keySet().forEach(task -> models.put(task, MODEL));
        return new Annotations(results, models, 2, 300, false, language);
    }

    static KafkaEvent event() {
        return event(
                bytes("key"),
                bytes("value"),
                List.of(
                        new EventHeader(
                                "traceparent", bytes("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")),
                        new EventHeader("twice", bytes("1")),
                        new EventHeader("nothing", null),
                        new EventHeader("twice", bytes("2"))));
    }

    static KafkaEvent event(byte @Nullable [] key, byte @Nullable [] value, List<EventHeader> headers) {
        return new KafkaEvent("texts", 3, 42, EVENT_TIMESTAMP, key, value, headers);
    }

    static OutputConfig output(Map<String, String> topics, @Nullable String enrichedTopic) {
        return new OutputConfig(topics, enrichedTopic, "text.rejected", 1_000_000, true);
    }

    static GenericRecord read(OutgoingRecord record, Schema schema) throws IOException {
        byte[] value = record.value();
        return new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

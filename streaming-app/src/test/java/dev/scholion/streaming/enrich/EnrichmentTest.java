package dev.scholion.streaming.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scholion.events.RejectedText;
import dev.scholion.models.Annotations;
import dev.scholion.models.EngineException;
import dev.scholion.models.ModelIdentity;
import dev.scholion.models.Predictor;
import dev.scholion.models.TaskResult.ClassScore;
import dev.scholion.models.TaskResult.Classes;
import dev.scholion.models.TaskSpec;
import dev.scholion.models.TextFaultException;
import dev.scholion.models.TextInput;
import dev.scholion.streaming.config.InputConfig.Tombstones;
import dev.scholion.streaming.config.OutputConfig;
import dev.scholion.streaming.input.EventDecoder;
import dev.scholion.streaming.input.KafkaEvent;
import dev.scholion.streaming.input.Reason;
import dev.scholion.streaming.input.RejectedEventException;
import dev.scholion.streaming.input.Stage;
import dev.scholion.streaming.input.TextEvent;
import dev.scholion.streaming.output.OutgoingRecord;
import dev.scholion.streaming.output.RejectEncoder;
import dev.scholion.streaming.output.ResultEncoder;
import dev.scholion.streaming.output.TopicRouting;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@NullUnmarked // nulls are handed in on purpose
class EnrichmentTest {
    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-01-31T12:00:00Z"));

    private final HandPredictor predictor = new HandPredictor();

    @Test
    void anAnswerBecomesARecordForItsTask() {
        CompletableFuture<List<OutgoingRecord>> records =
                enrichment(Tombstones.REJECT).enrich(event("fine"));
        assertFalse(records.isDone(), "nothing is said before the model has answered");
        predictor.answer();
        assertEquals(List.of("text.sentiment"), topics(records.join()));
    }

    @Test
    void whatCannotBeDecodedIsRejectedAndNeverShownToTheModel() {
        assertEquals(
                List.of("text.rejected"),
                topics(enrichment(Tombstones.REJECT).enrich(event("bad")).join()));
        assertEquals(List.of(), predictor.asked);
    }

    @ParameterizedTest
    @EnumSource
    void aFaultOfTheTextIsARejectAndNoFailure(TextFaultException.Kind kind) {
        CompletableFuture<List<OutgoingRecord>> records =
                enrichment(Tombstones.REJECT).enrich(event("poison"));
        predictor.fail(new CompletionException(new TextFaultException(kind, "not this one")));
        assertEquals(List.of("text.rejected"), topics(records.join()));
    }

    @Test
    void theModelGetsTheLanguageInOneFormAndTheFurtherTexts() {
        enrichment(Tombstones.REJECT).enrich(event("asked"));
        enrichment(Tombstones.REJECT).enrich(event("odd"));
        assertEquals(
                List.of(
                        new TextInput("asked", Optional.of("pt"), Map.of("question", "Who?")),
                        new TextInput("odd", Optional.empty(), Map.of())),
                predictor.asked);
    }

    @Test
    void aTextThatNoModelReadsIsRejectedOnItsWayToTheModels() throws Exception {
        CompletableFuture<List<OutgoingRecord>> records =
                enrichment(Tombstones.REJECT).enrich(event("fine"));
        predictor.fail(new TextFaultException(TextFaultException.Kind.NO_MODEL, "no model reads the language 'xx'"));
        byte[] value = records.join().get(0).value();
        GenericRecord reject = new GenericDatumReader<GenericRecord>(RejectedText.getClassSchema())
                .read(null, DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null));
        assertEquals("route", String.valueOf(reject.get("stage")));
        assertEquals("no_model_for_language", String.valueOf(reject.get("reason")));
    }

    @Test
    void aFaultOfTheEngineFailsTheJob() {
        CompletableFuture<List<OutgoingRecord>> records =
                enrichment(Tombstones.REJECT).enrich(event("fine"));
        predictor.fail(new EngineException("the device is lost"));
        CompletionException failure = assertThrows(CompletionException.class, records::join);
        assertInstanceOf(EngineException.class, failure.getCause());
    }

    @Test
    void aTombstoneGoesToEveryResultTopicOrIsRejected() {
        KafkaEvent grave = new KafkaEvent("t", 0, 1, 0, new byte[] {1}, null, List.of());
        List<OutgoingRecord> forwarded =
                enrichment(Tombstones.FORWARD).enrich(grave).join();
        assertEquals(List.of("text.sentiment"), topics(forwarded));
        assertNull(forwarded.get(0).value());
        assertEquals(
                List.of("text.rejected"),
                topics(enrichment(Tombstones.REJECT).enrich(grave).join()));
    }

    private Enrichment enrichment(Tombstones tombstones) {
        TopicRouting routing =
                TopicRouting.of(predictor.tasks(), new OutputConfig(Map.of(), null, "text.rejected", 100_000, true));
        EventDecoder decoder = event -> {
            byte[] value = event.value();
            if (value == null) {
                throw new RejectedEventException(Stage.DECODE, Reason.NULL_VALUE, "no value");
            }
            String text = new String(value, StandardCharsets.UTF_8);
            if (text.equals("bad")) {
                throw new RejectedEventException(Stage.DECODE, Reason.MALFORMED, "bad");
            }
            return switch (text) {
                case "asked" -> new TextEvent(event.position(), text, "pt-BR", null, Map.of("question", "Who?"));
                case "odd" -> new TextEvent(event.position(), text, "Klingonese", null);
                default -> new TextEvent(event.position(), text, null, null);
            };
        };
        return new Enrichment(
                decoder,
                predictor,
                new ResultEncoder(routing, Map.of("text.sentiment", 1, "text.rejected", 2), 100_000),
                new RejectEncoder("text.rejected", 2, 100_000),
                tombstones,
                NOON);
    }

    private static KafkaEvent event(String text) {
        return new KafkaEvent("t", 0, 7, 0, null, text.getBytes(StandardCharsets.UTF_8), List.of());
    }

    private static List<String> topics(List<OutgoingRecord> records) {
        return records.stream().map(OutgoingRecord::topic).toList();
    }

    /** A predictor whose answers the test gives. */
    private static final class HandPredictor implements Predictor {
        private final List<TextInput> asked = new ArrayList<>();
        private final CompletableFuture<Annotations> reply = new CompletableFuture<>();

        void answer() {
            Classes classes = new Classes("positive", 1, List.of(new ClassScore("positive", 1)), "single", false);
            reply.complete(new Annotations(
                    Map.of("sentiment", classes), Map.of("sentiment", model()), 1, 1, false, Optional.empty()));
        }

        void fail(Throwable failure) {
            reply.completeExceptionally(failure);
        }

        @Override
        public CompletableFuture<Annotations> predict(TextInput input) {
            asked.add(input);
            return reply;
        }

        @Override
        public ModelIdentity model() {
            return new ModelIdentity("m", "1", "d", "e", "fp32");
        }

        @Override
        public List<TaskSpec> tasks() {
            return List.of(TaskSpec.of("sentiment", TaskSpec.Kind.TEXT_CLASSIFICATION, "logits", List.of("positive")));
        }

        @Override
        public int capacity() {
            return 1;
        }

        @Override
        public void close() {}
    }
}

package dev.scholion.streaming.input;

import static dev.scholion.streaming.input.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.streaming.config.InputConfig;
import dev.scholion.streaming.config.InputConfig.FieldPaths;
import dev.scholion.streaming.config.InputConfig.Format;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecordBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // it does not see that arrays of compiled classes may be null
class GuardedEventDecoderTest {
    private final SchemasInMemory registry = new SchemasInMemory();

    @Test
    void readsEveryFormat() throws Exception {
        var schema =
                SchemaBuilder.record("Event").fields().requiredString("text").endRecord();
        byte[] avro = AvroBytes.frame(
                registry.add(schema),
                new GenericRecordBuilder(schema).set("text", "good").build());
        TextEvent expected = new TextEvent("texts-3-42", "good", null, null);
        assertEquals(expected, decoder(Format.AVRO).decode(event(avro)));
        assertEquals(expected, decoder(Format.JSON).decode(event("{\"text\": \"good\"}")));
        assertEquals(expected, decoder(Format.TEXT).decode(event("good")));
    }

    @Test
    void namesAnEventWithoutAnIdByItsPlace() throws Exception {
        EventDecoder json = decoder(Format.JSON);
        assertEquals(
                "e7", json.decode(event("{\"text\": \"a\", \"id\": \"e7\"}")).id());
        assertEquals(
                "texts-3-42",
                json.decode(event("{\"text\": \"a\", \"id\": \"\"}")).id());
        assertEquals(
                "texts-3-42",
                json.decode(event("{\"text\": \"a\", \"id\": null}")).id());
        assertEquals("texts-3-42", json.decode(event("{\"text\": \"a\"}")).id());
    }

    @Test
    void guardsTheTextOfEveryFormat() {
        assertRejected(
                Stage.GUARD, Reason.BLANK_TEXT, () -> decoder(Format.TEXT).decode(event(" ")));
        assertRejected(
                Stage.GUARD, Reason.BLANK_TEXT, () -> decoder(Format.TEXT).decode(event("")));
        assertRejected(Stage.GUARD, Reason.INVALID_UNICODE, () -> decoder(Format.JSON)
                .decode(event("{\"text\": \"\\udc00\"}")));
        assertRejected(
                Stage.GUARD, Reason.TEXT_TOO_LONG, () -> decoder(Format.TEXT).decode(event("x".repeat(1_001))));
    }

    @Test
    void guardsFurtherTextsAsItGuardsTheText() throws Exception {
        EventDecoder json = decoder(Format.JSON);
        assertEquals(
                Map.of("question", "Who?"),
                json.decode(event("{\"text\": \"a\", \"question\": \"Who?\", \"body\": {\"pair\": \" \u00A0\"}}"))
                        .further(),
                "a blank one counts as absent");
        String half = assertRejected(
                Stage.GUARD,
                Reason.INVALID_UNICODE,
                () -> json.decode(event("{\"text\": \"a\", \"question\": \"\\udc00\"}")));
        assertTrue(half.startsWith("the field 'question' has half a surrogate pair"), half);
        String tooLong = assertRejected(
                Stage.GUARD,
                Reason.TEXT_TOO_LONG,
                () -> json.decode(
                        event("{\"text\": \"a\", \"body\": {\"pair\": \"%s\"}}".formatted("x".repeat(1_001)))));
        assertTrue(tooLong.startsWith("the field 'body.pair' has 1001 characters"), tooLong);
    }

    @Test
    void rejectsANullValue() {
        for (Format format : Format.values()) {
            assertRejected(
                    Stage.DECODE, Reason.NULL_VALUE, () -> decoder(format).decode(event((byte[]) null)));
        }
    }

    @Test
    void asksTheRegistryAboutAvroOnly() throws Exception {
        decoder(Format.JSON).decode(event("{\"text\": \"good\"}"));
        decoder(Format.TEXT).decode(event("good"));
        assertEquals(0, registry.questions());
    }

    private EventDecoder decoder(Format format) {
        return EventDecoder.of(
                new InputConfig(
                        List.of("texts"),
                        null,
                        "group",
                        format,
                        new FieldPaths("text", "id", null, null),
                        InputConfig.Start.EARLIEST,
                        null,
                        false,
                        InputConfig.Tombstones.REJECT,
                        1_000),
                List.of("question", "body.pair"),
                registry);
    }

    private static KafkaEvent event(String value) {
        return event(value.getBytes(StandardCharsets.UTF_8));
    }

    private static KafkaEvent event(byte @Nullable [] value) {
        return new KafkaEvent("texts", 3, 42, 0, null, value, List.of());
    }
}

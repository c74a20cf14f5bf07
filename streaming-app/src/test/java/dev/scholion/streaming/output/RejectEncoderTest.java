package dev.scholion.streaming.output;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.events.RejectedText;
import dev.scholion.schemas.WireFormat;
import dev.scholion.streaming.input.EventHeader;
import dev.scholion.streaming.input.KafkaEvent;
import dev.scholion.streaming.input.Reason;
import dev.scholion.streaming.input.RejectedEventException;
import dev.scholion.streaming.input.Stage;
import dev.scholion.streaming.input.TextEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // it does not see that arrays of compiled classes may be null
class RejectEncoderTest {
    private final RejectedEventException blank =
            new RejectedEventException(Stage.GUARD, Reason.BLANK_TEXT, "the text is empty");
    private static final int LIMIT = 10_000;

    @Test
    void keepsTheEventAsItCame() throws Exception {
        KafkaEvent event = Samples.event();
        OutgoingRecord record = reject(1_000_000, event, null, blank);
        assertEquals("text.rejected", record.topic());
        assertSame(event.key(), record.key());
        assertEquals(event.headers(), record.headers());
        assertEquals(Samples.EVENT_TIMESTAMP, record.timestamp());
        assertEquals(15, WireFormat.schemaId(record.value()));

        GenericRecord rejected = read(record);
        assertEquals("texts-3-42", rejected.get("event_id").toString());
        assertEquals("guard", rejected.get("stage").toString());
        assertEquals("blank_text", rejected.get("reason").toString());
        assertEquals("the text is empty", rejected.get("message").toString());
        assertEquals(
                "scholion-text",
                ((GenericRecord) rejected.get("model")).get("name").toString());
        assertEquals(42L, ((GenericRecord) rejected.get("source")).get("offset"));
        assertEquals(Samples.NOW.toEpochMilli(), rejected.get("processed_at"));
        assertNull(rejected.get("text"));
        assertArrayEquals(event.key(), bytes(rejected, "key"));
        assertArrayEquals(event.value(), bytes(rejected, "value"));
        assertEquals(3, rejected.get("key_length"));
        assertEquals(5, rejected.get("value_length"));
        assertEquals(4, rejected.get("header_count"));
        List<?> headers = (List<?>) rejected.get("headers");
        assertEquals("twice", ((GenericRecord) headers.get(1)).get("key").toString());
        assertNull(((GenericRecord) headers.get(2)).get("value"));
        assertEquals(4, headers.size());
    }

    @Test
    void tellsNullFromEmpty() throws Exception {
        GenericRecord nulls = read(reject(LIMIT, Samples.event(null, null, List.of()), null, blank));
        assertNull(nulls.get("key"));
        assertNull(nulls.get("value"));
        assertNull(nulls.get("key_length"));
        assertNull(nulls.get("value_length"));
        GenericRecord empty = read(reject(LIMIT, Samples.event(new byte[0], new byte[0], List.of()), null, blank));
        assertEquals(0, bytes(empty, "value").length);
        assertEquals(0, empty.get("key_length"));
    }

    @Test
    void keepsTheTextAndIdOfADecodedEvent() throws Exception {
        GenericRecord rejected = read(reject(LIMIT, Samples.event(), Samples.TEXT, blank));
        assertEquals("e1", rejected.get("event_id").toString());
        assertEquals(Samples.TEXT.text(), rejected.get("text").toString());
    }

    @Test
    void keepsTheBeginningAndTheLengthOfALargeValue() throws Exception {
        byte[] value = random(500_000);
        OutgoingRecord record = reject(LIMIT, Samples.event(Samples.bytes("k"), value, List.of()), null, blank);
        GenericRecord rejected = read(record);
        byte[] kept = bytes(rejected, "value");
        assertTrue(kept.length > LIMIT / 2, () -> kept.length + " bytes kept");
        assertArrayEquals(Arrays.copyOf(value, kept.length), kept);
        assertEquals(500_000, rejected.get("value_length"));
        assertEquals("k", new String(bytes(rejected, "key"), StandardCharsets.UTF_8));
        assertTrue(record.size() <= LIMIT && record.size() > LIMIT - 200, () -> record.size() + " bytes");
    }

    @Test
    void dropsTheTextBeforeItCutsTheValue() throws Exception {
        byte[] value = random(5_000);
        TextEvent text = new TextEvent("e", "x".repeat(5_000), null, null);
        GenericRecord rejected = read(reject(LIMIT, Samples.event(null, value, List.of()), text, blank));
        assertNull(rejected.get("text"));
        assertArrayEquals(value, bytes(rejected, "value"));
    }

    @Test
    void aCutKeyIsNoRecordsKey() throws Exception {
        OutgoingRecord record =
                reject(LIMIT, Samples.event(random(20_000), Samples.bytes("value"), List.of()), null, blank);
        assertNull(record.key());
        GenericRecord rejected = read(record);
        assertEquals(20_000, rejected.get("key_length"));
        assertTrue(bytes(rejected, "key").length > 1_000);
        assertEquals(5, bytes(rejected, "value").length);
    }

    @Test
    void keepsTheFirstOfTooManyHeaders() throws Exception {
        EventHeader header = new EventHeader("name", Samples.bytes("value"));
        OutgoingRecord record = reject(
                LIMIT,
                Samples.event(Samples.bytes("k"), Samples.bytes("value"), Collections.nCopies(10_000, header)),
                null,
                blank);
        GenericRecord rejected = read(record);
        assertEquals(10_000, rejected.get("header_count"));
        assertTrue(record.headers().size() > 20, () -> record.headers().size() + " headers");
        assertEquals(record.headers().size(), ((List<?>) rejected.get("headers")).size());
        assertEquals(5, bytes(rejected, "value").length);
    }

    @Test
    void isNeverTooLargeAndNeverThrows() throws Exception {
        Random random = new Random(3);
        for (int i = 0; i < 3_000; i++) {
            int limit = LIMIT + random.nextInt(10_000);
            List<EventHeader> headers = new ArrayList<>();
            for (int left = random.nextInt(40); left > 0; left--) {
                headers.add(new EventHeader(
                        "\u00E9".repeat(random.nextInt(200)),
                        random.nextInt(5) == 0 ? null : random(random.nextInt(500))));
            }
            KafkaEvent event = new KafkaEvent(
                    "t".repeat(249),
                    random.nextInt(),
                    random.nextLong(),
                    random.nextLong(),
                    random.nextInt(5) == 0 ? null : random(random.nextInt(limit)),
                    random.nextInt(5) == 0 ? null : random(random.nextInt(2 * limit)),
                    headers);
            TextEvent text = random.nextBoolean()
                    ? null
                    : new TextEvent("\u4F60".repeat(1_000), "\u4F60".repeat(random.nextInt(limit)), null, null);
            var rejection = new RejectedEventException(
                    Stage.INFER, Reason.ENGINE_REFUSED, "\uD83D\uDE00".repeat(random.nextInt(600)));
            OutgoingRecord record = reject(limit, event, text, rejection);
            assertTrue(record.size() <= limit, () -> record.size() + " bytes, the limit is " + limit);
            read(record);
        }
    }

    @Test
    void cutsAMessageBetweenCharacters() throws Exception {
        var rejection =
                new RejectedEventException(Stage.INFER, Reason.ENGINE_REFUSED, "x" + "\uD83D\uDE00".repeat(600));
        GenericRecord rejected = read(reject(LIMIT, Samples.event(), null, rejection));
        assertEquals("x" + "\uD83D\uDE00".repeat(249), rejected.get("message").toString());
    }

    @Test
    void refusesALimitThatNoRejectCouldKeep() {
        assertThrows(IllegalArgumentException.class, () -> new RejectEncoder("text.rejected", 15, 9_999));
    }

    private static OutgoingRecord reject(
            int limit, KafkaEvent event, @Nullable TextEvent text, RejectedEventException rejection) {
        return new RejectEncoder("text.rejected", 15, limit).encode(event, text, rejection, Samples.MODEL, Samples.NOW);
    }

    private static GenericRecord read(OutgoingRecord record) throws Exception {
        return Samples.read(record, RejectedText.getClassSchema());
    }

    private static byte[] bytes(GenericRecord record, String field) {
        ByteBuffer buffer = (ByteBuffer) record.get(field);
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}

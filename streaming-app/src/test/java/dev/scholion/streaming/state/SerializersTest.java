package dev.scholion.streaming.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.streaming.input.EventHeader;
import dev.scholion.streaming.input.KafkaEvent;
import dev.scholion.streaming.output.OutgoingRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked // nulls are handed in on purpose
class SerializersTest {
    @Test
    void anEventComesBackFromACheckpointAsItWas() throws IOException {
        KafkaEvent event = new KafkaEvent(
                "text.events",
                3,
                42,
                Long.MIN_VALUE,
                bytes("key"),
                new byte[] {0, -1, 7},
                List.of(new EventHeader("traceparent", bytes("00-x")), new EventHeader("ключ\uD83D\uDE00", null)));
        KafkaEvent back = roundTrip(new KafkaEventSerializer(), event);
        assertEquals("text.events-3-42", back.position());
        assertEquals(Long.MIN_VALUE, back.timestamp());
        assertArrayEquals(event.key(), back.key());
        assertArrayEquals(event.value(), back.value());
        assertHeaders(event.headers(), back.headers());
    }

    @Test
    void nullsStayNullAndEmptyStaysEmpty() throws IOException {
        KafkaEvent back =
                roundTrip(new KafkaEventSerializer(), new KafkaEvent("t", 0, 0, 0, null, new byte[0], List.of()));
        assertNull(back.key());
        assertArrayEquals(new byte[0], back.value());
        OutgoingRecord tombstone =
                roundTrip(new OutgoingRecordSerializer(), new OutgoingRecord("t", bytes("k"), null, List.of(), null));
        assertNull(tombstone.value());
        assertNull(tombstone.timestamp());
    }

    @Test
    void aResultComesBackAsItWas() throws IOException {
        OutgoingRecord outgoing = new OutgoingRecord(
                "text.sentiment", null, bytes("value"), List.of(new EventHeader("", bytes(""))), 1_700_000_000_000L);
        OutgoingRecord back = roundTrip(new OutgoingRecordSerializer(), outgoing);
        assertEquals(outgoing.topic(), back.topic());
        assertArrayEquals(outgoing.value(), back.value());
        assertEquals(outgoing.timestamp(), back.timestamp());
        assertHeaders(outgoing.headers(), back.headers());
    }

    @Test
    void theLayoutOfEventsInCheckpointsStaysReadable() throws IOException {
        // Written by hand: topic "t", partition 1, offset 2, timestamp 3, key {4}, no value, one header "h" of {5}.
        byte[] layout = {
            0, 0, 0, 1, 0, 't', 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 1, 4, -1, -1, -1,
            -1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 'h', 0, 0, 0, 1, 5
        };
        KafkaEvent event = new KafkaEventSerializer().deserialize(new DataInputDeserializer(layout));
        assertEquals("t-1-2", event.position());
        assertEquals(3, event.timestamp());
        assertArrayEquals(new byte[] {4}, event.key());
        assertNull(event.value());
        assertHeaders(List.of(new EventHeader("h", new byte[] {5})), event.headers());
    }

    private static <T> T roundTrip(TypeSerializer<T> serializer, T value) throws IOException {
        DataOutputSerializer output = new DataOutputSerializer(16);
        serializer.serialize(value, output);
        DataOutputSerializer copied = new DataOutputSerializer(16);
        serializer.copy(new DataInputDeserializer(output.getCopyOfBuffer()), copied);
        DataInputDeserializer input = new DataInputDeserializer(copied.getCopyOfBuffer());
        T back = serializer.deserialize(input);
        assertEquals(0, input.available(), "everything is read");
        assertTrue(serializer.snapshotConfiguration().restoreSerializer().equals(serializer));
        return back;
    }

    private static void assertHeaders(List<EventHeader> expected, List<EventHeader> actual) {
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i).name(), actual.get(i).name());
            assertArrayEquals(expected.get(i).value(), actual.get(i).value());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package dev.scholion.streaming.output;

import dev.scholion.streaming.input.EventHeader;
import dev.scholion.streaming.input.KafkaEvent;
import dev.scholion.streaming.input.TextEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * As much of an event as fits a reject. What must be cut, is cut in this order: the text, which the value holds too;
 * the value's end; the last headers; the key's end. Key and headers cost double, for they stand in the reject's value
 * and are its own key and headers as well.
 *
 * @param wholeKey whether the key is whole: a cut one would belong to another partition, so it is no record's key
 * @param headers the first ones, each whole
 */
@SuppressWarnings("ArrayRecordComponent") // carried through untouched, never compared
record Excerpt(
        byte @Nullable [] key,
        boolean wholeKey,
        byte @Nullable [] value,
        List<EventHeader> headers,
        @Nullable String text) {
    /** Lengths and union branches of one field in Avro, at their longest. */
    private static final int FIELD_OVERHEAD = 16;

    static Excerpt nothing() {
        return new Excerpt(null, false, null, List.of(), null);
    }

    /** @param room bytes that key, value, headers and text may take together, in both places */
    static Excerpt of(KafkaEvent event, @Nullable TextEvent text, long room) {
        long left = room - 3 * FIELD_OVERHEAD;
        byte[] key = event.key();
        boolean wholeKey = key != null && 2L * key.length <= left / 2;
        byte[] keptKey = wholeKey ? key : prefix(key, left / 4);
        left -= keptKey == null ? 0 : (wholeKey ? 2L : 1L) * keptKey.length;

        byte[] value = event.value();
        long forValue = value == null ? 0 : Math.min(value.length, left / 2);
        List<EventHeader> headers = new ArrayList<>();
        for (EventHeader header : event.headers()) {
            long cost = 2 * (OutgoingRecord.size(header) + FIELD_OVERHEAD);
            if (cost > left - forValue) {
                break;
            }
            headers.add(header);
            left -= cost;
        }
        byte[] keptValue = prefix(value, left);
        left -= keptValue == null ? 0 : keptValue.length;

        String whole = text == null ? null : text.text();
        boolean fits = whole != null && whole.getBytes(StandardCharsets.UTF_8).length <= left;
        return new Excerpt(keptKey, wholeKey, keptValue, headers, fits ? whole : null);
    }

    private static byte @Nullable [] prefix(byte @Nullable [] bytes, long most) {
        if (bytes == null || bytes.length <= most) {
            return bytes;
        }
        return Arrays.copyOf(bytes, (int) Math.max(0, most));
    }
}

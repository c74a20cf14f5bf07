package dev.scholion.streaming.cli.view;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Results and rejects of the pipeline for people, a line or two each. */
public final class ResultView {
    private static final String PACKAGE = "dev.scholion.events.";

    private final Paint paint;

    public ResultView(Paint paint) {
        this.paint = paint;
    }

    /** One of our own records as people read it; anything else as JSON. */
    public String text(Object value) {
        if (!(value instanceof GenericRecord record)) {
            return SafeText.of(AvroJson.of(value).toString());
        }
        return switch (record.getSchema().getFullName()) {
            case PACKAGE + "EntitiesResult" -> markedText(record);
            case PACKAGE + "SentimentResult", PACKAGE + "ClassificationResult" ->
                label(record) + "  " + plainText(record);
            case PACKAGE + "EnrichedText" -> enriched(record);
            case PACKAGE + "RejectedText" -> rejected(record);
            default -> SafeText.of(AvroJson.of(record).toString());
        };
    }

    /** The text with its entities in place. */
    public String markedText(GenericRecord record) {
        return MarkedText.of(paint, string(record, "text"), spans(record));
    }

    /** The best label and its score. */
    public String label(IndexedRecord record) {
        String label = string(record, "label");
        String shown = String.format(
                Locale.ROOT,
                "%s %.2f",
                SafeText.of(label),
                number(record, "score").doubleValue());
        return paint.in(colour(label), shown);
    }

    /** Stage, reason, message, and the bytes as they came. */
    public String rejected(GenericRecord record) {
        String reason = string(record, "stage") + "/" + string(record, "reason");
        Object value = record.get("value");
        String bytes = value instanceof ByteBuffer buffer ? SafeText.of(array(buffer)) : "(no value)";
        return paint.in(Paint.Colour.RED, "rejected " + SafeText.of(reason)) + "  "
                + SafeText.of(string(record, "message"))
                + paint.in(Paint.Colour.DIM, "  value: " + SafeText.shortened(bytes, 200));
    }

    private String enriched(GenericRecord record) {
        List<String> parts = new ArrayList<>();
        for (String task : List.of("sentiment", "classification")) {
            if (record.get(task) instanceof IndexedRecord classes) {
                parts.add(label(classes));
            }
        }
        parts.add(markedText(record));
        return String.join("  ", parts);
    }

    private static String plainText(GenericRecord record) {
        return SafeText.of(SafeText.shortened(string(record, "text"), 160));
    }

    private static List<MarkedText.Span> spans(GenericRecord record) {
        List<MarkedText.Span> spans = new ArrayList<>();
        if (record.get("entities") instanceof List<?> entities) {
            for (Object each : entities) {
                IndexedRecord entity = (IndexedRecord) each;
                spans.add(new MarkedText.Span(
                        string(entity, "type"),
                        number(entity, "start_utf16").intValue(),
                        number(entity, "end_utf16").intValue()));
            }
        }
        return spans;
    }

    private static Paint.Colour colour(String label) {
        return switch (label.toLowerCase(Locale.ROOT)) {
            case "positive" -> Paint.Colour.GREEN;
            case "negative" -> Paint.Colour.RED;
            case "neutral" -> Paint.Colour.YELLOW;
            default -> Paint.Colour.BLUE;
        };
    }

    private static byte[] array(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return copy;
    }

    private static String string(IndexedRecord record, String name) {
        return String.valueOf(field(record, name));
    }

    private static Number number(IndexedRecord record, String name) {
        return field(record, name) instanceof Number number ? number : 0;
    }

    private static @Nullable Object field(IndexedRecord record, String name) {
        return record.get(record.getSchema().getField(name).pos());
    }
}

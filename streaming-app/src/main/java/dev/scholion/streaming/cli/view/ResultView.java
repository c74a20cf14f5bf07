package dev.scholion.streaming.cli.view;

import static dev.scholion.streaming.cli.view.AvroFields.number;
import static dev.scholion.streaming.cli.view.AvroFields.string;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;

/** Results and rejects of the pipeline for people, a line or two each. */
public final class ResultView {
    private static final String PACKAGE = "dev.scholion.events.";

    private final Paint paint;
    private final AnswerText answers;

    public ResultView(Paint paint) {
        this.paint = paint;
        this.answers = new AnswerText(paint);
    }

    /** One of our own records as people read it; anything else as JSON. */
    public String text(Object value) {
        if (!(value instanceof GenericRecord record)) {
            return SafeText.of(AvroJson.of(value).toString());
        }
        return switch (record.getSchema().getFullName()) {
            case PACKAGE + "EntitiesResult" -> markedText(record);
            case PACKAGE + "SentimentResult", PACKAGE + "ClassificationResult" ->
                label(record) + abstained(record) + "  " + plainText(record);
            case PACKAGE + "AnswersResult" -> answers.answers(record) + "  " + plainText(record);
            case PACKAGE + "FillsResult" -> answers.masks(record) + "  " + plainText(record);
            case PACKAGE + "EmbeddingResult" -> answers.embedding(record) + "  " + plainText(record);
            case PACKAGE + "SummaryResult" -> answers.sentences(record, "sentences");
            case PACKAGE + "RedactionResult" -> answers.redaction(record);
            case PACKAGE + "GenerationResult" -> answers.generation(record) + "  " + plainText(record);
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

    private String abstained(IndexedRecord record) {
        return AvroFields.string(record, "status").equals("abstained") ? paint.in(Paint.Colour.DIM, " abstained") : "";
    }

    private String enriched(GenericRecord record) {
        List<String> parts = new ArrayList<>();
        add(parts, record, "sentiment", this::label);
        add(parts, record, "classification", this::label);
        add(parts, record, "answers", answers::answers);
        add(parts, record, "embedding", answers::embedding);
        add(parts, record, "redaction", answers::redaction);
        add(parts, record, "generation", answers::generation);
        if (AvroFields.field(record, "masks") != null) {
            parts.add(answers.masks(record));
        }
        if (AvroFields.field(record, "summary") != null) {
            parts.add(answers.sentences(record, "summary"));
        }
        parts.add(markedText(record));
        return String.join("  ", parts);
    }

    private static void add(
            List<String> parts, GenericRecord record, String place, Function<IndexedRecord, String> view) {
        if (AvroFields.field(record, place) instanceof IndexedRecord part) {
            parts.add(view.apply(part));
        }
    }

    private static String plainText(GenericRecord record) {
        return SafeText.of(SafeText.shortened(string(record, "text"), 160));
    }

    private static List<MarkedText.Span> spans(GenericRecord record) {
        List<MarkedText.Span> spans = new ArrayList<>();
        for (IndexedRecord entity : AvroFields.records(record, "entities")) {
            spans.add(new MarkedText.Span(
                    string(entity, "type"),
                    number(entity, "start_utf16").intValue(),
                    number(entity, "end_utf16").intValue()));
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
}

package dev.scholion.streaming.cli.view;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.avro.generic.IndexedRecord;

/**
 * Answers of tasks that neither classify nor find entities, in a few words. A record of one task and the part of a combined
 * record have the same fields.
 */
final class AnswerText {
    private static final int LONGEST = 160;

    private final Paint paint;

    AnswerText(Paint paint) {
        this.paint = paint;
    }

    String answers(IndexedRecord record) {
        List<IndexedRecord> answers = AvroFields.records(record, "answers");
        String best = answers.isEmpty()
                ? paint.in(Paint.Colour.YELLOW, "no answer")
                : paint.in(Paint.Colour.BLUE, scored(AvroFields.slice(answers.get(0)), answers.get(0)));
        return dim(shown(AvroFields.string(record, "question"))) + " " + best;
    }

    String masks(IndexedRecord record) {
        return AvroFields.records(record, "masks").stream()
                .map(mask -> AvroFields.records(mask, "fills").stream()
                        .map(fill -> scored(AvroFields.string(fill, "text"), fill))
                        .collect(Collectors.joining(" ")))
                .map(fills -> paint.in(Paint.Colour.BLUE, fills))
                .collect(Collectors.joining(dim(" | ")));
    }

    String embedding(IndexedRecord record) {
        int numbers = AvroFields.field(record, "embedding") instanceof List<?> values ? values.size() : 0;
        return paint.in(
                Paint.Colour.BLUE, "%d numbers, %s".formatted(numbers, shown(AvroFields.string(record, "pooling"))));
    }

    /** @param array the field that holds the sentences */
    String sentences(IndexedRecord record, String array) {
        return AvroFields.records(record, array).stream()
                .map(AvroFields::slice)
                .map(AnswerText::shown)
                .collect(Collectors.joining(dim(" … ")));
    }

    String redaction(IndexedRecord record) {
        return shown(AvroFields.string(record, "redacted"))
                + dim("  %d replaced"
                        .formatted(AvroFields.number(record, "masked").intValue()));
    }

    String generation(IndexedRecord record) {
        return shown(AvroFields.string(record, "generated"));
    }

    private static String scored(String words, IndexedRecord record) {
        return String.format(
                Locale.ROOT,
                "%s %.2f",
                shown(words),
                AvroFields.number(record, "score").doubleValue());
    }

    private static String shown(String text) {
        return SafeText.of(SafeText.shortened(text, LONGEST));
    }

    private String dim(String words) {
        return paint.in(Paint.Colour.DIM, words);
    }
}

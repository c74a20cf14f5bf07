package dev.scholion.streaming.cli.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scholion.events.AnswersResult;
import dev.scholion.events.ClassificationResult;
import dev.scholion.events.EmbeddingResult;
import dev.scholion.events.EnrichedText;
import dev.scholion.events.FillsResult;
import dev.scholion.events.RedactionResult;
import dev.scholion.events.SummaryResult;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** What {@code tail} shows of a result. */
class ResultViewTest {
    private static final Schema ANSWERS = AnswersResult.getClassSchema();
    private static final Schema FILLS = FillsResult.getClassSchema();
    private static final Schema SUMMARY = SummaryResult.getClassSchema();

    private final ResultView view = new ResultView(Paint.plain());

    @Test
    void showsTheBestAnswerOrThatThereIsNone() {
        GenericRecord answer = record(item(ANSWERS, "answers"), Map.of("span", span(item(ANSWERS, "answers"))));
        answer.put("score", 0.5f);
        GenericRecord result =
                record(ANSWERS, Map.of("question", "Where?", "answers", List.of(answer), "text", "Oslo it is."));
        assertEquals("Where? Oslo 0.50  Oslo it is.", view.text(result));
        result.put("answers", List.of());
        assertEquals("Where? no answer  Oslo it is.", view.text(result));
    }

    @Test
    void showsFillsVectorsSummariesAndRedactions() {
        Schema mask = item(FILLS, "masks");
        GenericRecord fill = record(item(mask, "fills"), Map.of("text", "rome", "score", 0.25f));
        GenericRecord filled = record(mask, Map.of("fills", List.of(fill)));
        assertEquals(
                "rome 0.25  To [MASK].",
                view.text(record(FILLS, Map.of("masks", List.of(filled), "text", "To [MASK]."))));
        assertEquals(
                "2 numbers, cls  Oslo.",
                view.text(record(
                        EmbeddingResult.getClassSchema(),
                        Map.of("embedding", List.of(1f, 0f), "pooling", "cls", "text", "Oslo."))));
        Schema sentence = item(SUMMARY, "sentences");
        GenericRecord chosen = record(sentence, Map.of("span", span(sentence)));
        assertEquals("Oslo … Oslo", view.text(record(SUMMARY, Map.of("sentences", List.of(chosen, chosen)))));
        assertEquals(
                "[PER] left.  1 replaced",
                view.text(record(RedactionResult.getClassSchema(), Map.of("redacted", "[PER] left.", "masked", 1))));
    }

    @Test
    void saysThatAModelAbstained() {
        assertEquals(
                "sport 0.30 abstained  Oslo.",
                view.text(record(
                        ClassificationResult.getClassSchema(),
                        Map.of("label", "sport", "score", 0.3f, "status", "abstained", "text", "Oslo."))));
    }

    @Test
    void showsEveryPlaceThatACombinedRecordFills() {
        Schema enriched = EnrichedText.getClassSchema();
        GenericRecord redaction = record(
                enriched.getField("redaction").schema().getTypes().get(1),
                Map.of("redacted", "[PER] left.", "masked", 1));
        assertEquals(
                "[PER] left.  1 replaced  Ada left.",
                view.text(record(enriched, Map.of("redaction", redaction, "text", "Ada left."))));
    }

    private static Schema item(Schema record, String array) {
        return record.getField(array).schema().getElementType();
    }

    private static GenericRecord span(Schema record) {
        return record(record.getField("span").schema(), Map.of("text", "Oslo"));
    }

    private static GenericRecord record(Schema schema, Map<String, Object> fields) {
        GenericRecord record = new GenericData.Record(schema);
        fields.forEach(record::put);
        return record;
    }
}

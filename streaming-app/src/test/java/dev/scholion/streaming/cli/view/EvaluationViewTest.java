package dev.scholion.streaming.cli.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scholion.models.ModelIdentity;
import dev.scholion.models.evaluate.AnswerReport;
import dev.scholion.models.evaluate.ClassReport;
import dev.scholion.models.evaluate.ClassReport.Confusion;
import dev.scholion.models.evaluate.Counts;
import dev.scholion.models.evaluate.LabelCounts;
import dev.scholion.models.evaluate.LabelSetReport;
import dev.scholion.models.evaluate.Mistake;
import dev.scholion.models.evaluate.Report;
import dev.scholion.models.evaluate.SpanReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluationViewTest {
    @Test
    void listsTheMostFrequentConfusionsWhereATableWouldBeTooWide() throws JsonProcessingException {
        List<LabelCounts> labels = IntStream.range(0, 40)
                .mapToObj(i -> new LabelCounts("label " + i, new Counts(3, 4, 4)))
                .toList();
        List<Confusion> confusion = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            confusion.add(new Confusion("label " + i, "label " + i, 3));
            confusion.add(new Confusion("label " + i, "label " + (i + 1) % 40, 1));
        }
        Report report = new ClassReport(160, labels, confusion, OptionalDouble.empty(), List.of());
        String text = text(report);
        assertTrue(text.contains("label 0     label 1      1\n"), text);
        assertTrue(text.contains("the 15 most frequent of 40 confusions"), text);
        assertFalse(text.contains("label 15   label 16"), text);
        assertEquals(80, json(report).path("confusion").size());
    }

    @Test
    void showsThePlaceOfAWrongEntityInALongText() {
        String before = "one two three ".repeat(20);
        Mistake mistake = new Mistake("a:1", before + "Oslo it is " + before, before.length(), "", "LOC 'Oslo'", 0.5f);
        Report report = new SpanReport(1, 9, 8, List.of(new LabelCounts("LOC", new Counts(0, 1, 0))), List.of(mistake));
        String text = text(report);
        assertTrue(text.contains("LOC 'Oslo' 0.500, true is nothing  (a:1)\n  …"), text);
        assertTrue(text.lines().anyMatch(line -> line.contains("three Oslo it is one") && line.length() < 100), text);
        assertTrue(text.contains("word-accuracy 0.889"), text);
    }

    @Test
    void showsQuestionsThatHaveAnAnswerApartFromThoseThatHaveNone() throws JsonProcessingException {
        Report report =
                new AnswerReport(new AnswerReport.Sums(4, 1, 2), new AnswerReport.Sums(1, 1, 1), 0.125, List.of());
        String text = text(report);
        assertTrue(text.contains("f1            0.600\nexact-match   0.400\n"), text);
        assertTrue(text.contains("that have an answer  0.500        0.250      4\n"), text);
        assertTrue(text.contains("that have none       1.000        1.000      1\n"), text);
        assertTrue(text.contains("calibration   0.125 expected error"), text);
        assertEquals(0.125, json(report).path("calibration_error").asDouble());
        assertEquals(0.25, json(report).path("answerable").path("exact_match").asDouble());
    }

    @Test
    void showsLabelsOfWhichATextMayHaveSeveral() throws JsonProcessingException {
        Report report = new LabelSetReport(
                2, 0.5f, 1, List.of(new LabelCounts("food\u001b", new Counts(1, 2, 1))), 0.25, List.of());
        String text = text(report);
        assertTrue(text.contains("threshold     0.500"), text);
        assertTrue(text.contains("calibration   0.250 expected error"), text);
        assertEquals(0.25, json(report).path("calibration_error").asDouble());
        assertTrue(text.contains("food\u241b"), text);
        assertTrue(text.contains("2 texts in 2.0 s, 1 a second"), text);
        assertEquals(0.5, json(report).path("figures").path("exact_match").asDouble());
        assertEquals(2, json(report).path("labels").path(0).path("predicted").asInt());
    }

    private static String text(Report report) {
        return new EvaluationText(Paint.plain()).of(evaluated(report)).replace("\r\n", "\n");
    }

    private static JsonNode json(Report report) throws JsonProcessingException {
        return new ObjectMapper().readTree(EvaluationJson.of(evaluated(report)));
    }

    private static Evaluated evaluated(Report report) {
        ModelIdentity model = new ModelIdentity("tiny", "1", "digest", "engine", "fp32");
        return new Evaluated(model, "task", report, 0, 0, "", Duration.ofSeconds(2));
    }
}

package dev.scholion.streaming.cli.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scholion.models.TaskResult;
import dev.scholion.models.TaskResult.Answer;
import dev.scholion.models.TaskResult.Answers;
import dev.scholion.models.TaskResult.ClassScore;
import dev.scholion.models.TaskResult.Classes;
import dev.scholion.models.TaskResult.Embedding;
import dev.scholion.models.TaskResult.Fill;
import dev.scholion.models.TaskResult.Fills;
import dev.scholion.models.TaskResult.Generation;
import dev.scholion.models.TaskResult.Mask;
import dev.scholion.models.TaskResult.Redaction;
import dev.scholion.models.TaskResult.Sentence;
import dev.scholion.models.TaskResult.Span;
import dev.scholion.models.TaskResult.Summary;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code try} shows of each kind of result, for people and as JSON. */
class TraceLinesTest {
    private static final String TEXT = "Rain in Oslo.";
    private static final Span OSLO = new Span("Oslo", 8, 12, 8, 12);

    @Test
    void showsClassesAndWhetherTheyAreTooUncertain() {
        Classes sure = new Classes("rain", 0.9f, List.of(new ClassScore("rain", 0.9f)), "single", false);
        Classes unsure = new Classes("rain", 0.3f, List.of(new ClassScore("rain", 0.3f)), "single", true);
        assertEquals("task         rain 0.900", lines(sure));
        assertEquals("task         rain 0.300  abstained: too uncertain", lines(unsure));
        assertEquals(
                "{\"label\":\"rain\",\"score\":0.3,\"combined\":\"single\",\"status\":\"abstained\","
                        + "\"scores\":[{\"label\":\"rain\",\"score\":0.3}]}",
                json(unsure));
    }

    @Test
    void showsAnswersAndThatThereIsNone() {
        assertEquals("""
                task         Where?
                               0.500  8-12  Oslo""", lines(new Answers("Where?", List.of(new Answer(OSLO, 0.5f)), 0)));
        assertEquals("""
                task         When?
                               no answer 0.750""", lines(new Answers("When?", List.of(), 0.75f)));
        assertEquals(
                "{\"question\":\"Where?\",\"answers\":[{\"score\":0.5,\"text\":\"Oslo\",\"start\":8,\"end\":12,"
                        + "\"start_utf16\":8,\"end_utf16\":12}],\"no_answer_score\":0.25}",
                json(new Answers("Where?", List.of(new Answer(OSLO, 0.5f)), 0.25f)));
    }

    @Test
    void showsFillsOfEachMask() {
        Fills fills =
                new Fills(List.of(new Mask(OSLO, List.of(new Fill(3, "rome", 0.5f), new Fill(4, "bath", 0.25f)))));
        assertEquals("""
                task         Rain in Oslo.
                               8-12  rome 0.500  bath 0.250""", lines(fills));
        assertEquals("task         the text has no mask", lines(new Fills(List.of())));
    }

    @Test
    void showsTheBeginningOfAVector() {
        Embedding vector = new Embedding(List.of(0.5f, -0.25f), "mean", true, "single");
        assertEquals("task         0.5000 -0.2500 … (2 numbers, mean, length 1)", lines(vector));
        assertEquals(
                "{\"embedding\":[0.5,-0.25],\"pooling\":\"mean\",\"normalized\":true,\"combined\":\"single\"}",
                json(vector));
    }

    @Test
    void showsTextsThatWereMade() {
        assertEquals("""
                task         1 sentence
                               0.500  8-12  Oslo""", lines(new Summary(List.of(new Sentence(OSLO, 0.5f)))));
        assertEquals("task         Rain in [LOC].  1 replaced", lines(new Redaction("Rain in [LOC].", 1)));
        assertEquals("task         It rains.  4 tokens, cut", lines(new Generation("It rains.", 4, false)));
        assertEquals("{\"redacted\":\"Rain in [LOC].\",\"masked\":1}", json(new Redaction("Rain in [LOC].", 1)));
    }

    private static String lines(TaskResult result) {
        return String.join("\n", result.match(new TraceLines(Paint.plain(), "task", TEXT)));
    }

    private static String json(TaskResult result) {
        return result.match(new TraceJson()).toString();
    }
}

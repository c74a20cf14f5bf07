package dev.scholion.streaming.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.events.EnrichedText;
import dev.scholion.models.Annotations;
import dev.scholion.models.ModelIdentity;
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
import dev.scholion.models.TaskSpec;
import dev.scholion.models.TaskSpec.Kind;
import dev.scholion.streaming.input.TextEvent;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** The records of the kinds beside classes and entities, and of several models. */
@SuppressWarnings("NullAway") // it does not see that arrays of compiled classes may be null
class EveryKindTest {
    private static final ModelIdentity OTHER = new ModelIdentity("qa", "2", "ab".repeat(32), "e", "fp32");
    private static final Span ROME = new Span("Rome", 13, 17, 14, 18);
    private static final String SPAN =
            "{\"text\": \"Rome\", \"start\": 13, \"end\": 17, \"start_utf16\": 14, \"end_utf16\": 18}";

    private static final List<TaskSpec> TASKS = List.of(
            spec("about", Kind.ZERO_SHOT_CLASSIFICATION),
            spec("where", Kind.QUESTION_ANSWERING),
            spec("gap", Kind.FILL_MASK),
            spec("vector", Kind.SENTENCE_EMBEDDING),
            spec("gist", Kind.EXTRACTIVE_SUMMARY),
            spec("safe", Kind.REDACTION),
            spec("written", Kind.TEXT_GENERATION));

    @Test
    void eachKindHasItsTopicAndItsRecord() throws Exception {
        Map<String, GenericRecord> records = encode(TASKS, results(), new TextEvent("e1", "text", null, null));
        assertEquals(
                List.of(
                        "text.classification",
                        "text.answers",
                        "text.fills",
                        "text.embeddings",
                        "text.summaries",
                        "text.redacted",
                        "text.generated",
                        "text.enriched"),
                List.copyOf(records.keySet()));
        assertFields(
                records,
                "text.answers",
                Map.of(
                        "task", "where",
                        "status", "ok",
                        "question", "Where?",
                        "answers", "[{\"span\": " + SPAN + ", \"score\": 0.75}]",
                        "no_answer_score", "0.125"));
        assertFields(
                records,
                "text.fills",
                Map.of(
                        "masks",
                        "[{\"span\": " + SPAN
                                + ", \"fills\": [{\"token\": 7, \"text\": \"Paris\", \"score\": 0.5}]}]"));
        assertFields(
                records,
                "text.embeddings",
                Map.of("embedding", "[0.5, -1.0]", "pooling", "mean", "normalized", "true", "combined", "single"));
        assertFields(records, "text.summaries", Map.of("sentences", "[{\"span\": " + SPAN + ", \"score\": 0.5}]"));
        assertFields(records, "text.redacted", Map.of("redacted", "[PER] likes Rome", "masked", "1"));
        assertFields(
                records,
                "text.generated",
                Map.of("generated", "Anna likes it.", "generated_tokens", "5", "finished", "false"));
    }

    @Test
    void aTopAnswerThatIsTooUncertainIsMarked() throws Exception {
        Map<String, GenericRecord> records = encode(TASKS, results(), Samples.TEXT);
        assertEquals("abstained", text(records.get("text.classification").get("status")));
        assertEquals("sport", text(records.get("text.classification").get("label")));
        Map<?, ?> statuses = (Map<?, ?>) records.get("text.enriched").get("statuses");
        assertEquals("abstained,ok", find(statuses, "about") + "," + find(statuses, "where"));
    }

    @Test
    void eachRecordNamesTheModelThatAnsweredAndTheCombinedOneNamesAll() throws Exception {
        Map<String, GenericRecord> records = encode(TASKS, results(), Samples.TEXT);
        assertEquals("qa", model(records.get("text.answers").get("model")));
        assertEquals("scholion-text", model(records.get("text.fills").get("model")));
        GenericRecord enriched = records.get("text.enriched");
        assertEquals("scholion-text+qa", model(enriched.get("model")));
        Map<?, ?> models = (Map<?, ?>) enriched.get("models");
        assertEquals("qa,scholion-text", model(find(models, "where")) + "," + model(find(models, "gap")));
        assertEquals(7, models.size());
    }

    @Test
    void theCombinedRecordHasAPlaceForEachKind() throws Exception {
        GenericRecord enriched = encode(TASKS, results(), Samples.TEXT).get("text.enriched");
        assertEquals("Where?", text(((GenericRecord) enriched.get("answers")).get("question")));
        assertEquals(1, ((List<?>) enriched.get("masks")).size());
        assertEquals("mean", text(((GenericRecord) enriched.get("embedding")).get("pooling")));
        assertEquals(1, ((List<?>) enriched.get("summary")).size());
        assertEquals(1, ((GenericRecord) enriched.get("redaction")).get("masked"));
        assertEquals("Anna likes it.", text(((GenericRecord) enriched.get("generation")).get("generated")));
        assertNull(enriched.get("sentiment"));
    }

    @Test
    void theDetectedLanguageStandsWhereTheEventStatesNone() throws Exception {
        TextEvent silent = new TextEvent("e1", "text", null, null);
        TextEvent stating = new TextEvent("e1", "text", "pt-BR", null);
        assertEquals(
                "pt", text(encode(TASKS, results(), silent).get("text.answers").get("language")));
        assertEquals(
                "pt-BR",
                text(encode(TASKS, results(), stating).get("text.answers").get("language")));
    }

    @Test
    void aRedactedRecordHoldsNothingOfTheOriginal() throws Exception {
        List<OutgoingRecord> records = outgoing(TASKS, results(), new TextEvent("e1", "Anna likes Rome", null, null));
        String bytes = new String(records.get(5).value(), StandardCharsets.ISO_8859_1);
        assertTrue(bytes.contains("[PER] likes Rome"), bytes);
        assertFalse(bytes.contains("Anna"), bytes);
    }

    private static Map<String, TaskResult> results() {
        Map<String, TaskResult> results = new LinkedHashMap<>();
        results.put("about", new Classes("sport", 0.3f, List.of(new ClassScore("sport", 0.3f)), "single", true));
        results.put("where", new Answers("Where?", List.of(new Answer(ROME, 0.75f)), 0.125f));
        results.put("gap", new Fills(List.of(new Mask(ROME, List.of(new Fill(7, "Paris", 0.5f))))));
        results.put("vector", new Embedding(List.of(0.5f, -1f), "mean", true, "single"));
        results.put("gist", new Summary(List.of(new Sentence(ROME, 0.5f))));
        results.put("safe", new Redaction("[PER] likes Rome", 1));
        results.put("written", new Generation("Anna likes it.", 5, false));
        return results;
    }

    private static List<OutgoingRecord> outgoing(List<TaskSpec> tasks, Map<String, TaskResult> results, TextEvent text)
            throws Exception {
        TopicRouting routing = TopicRouting.of(tasks, Samples.output(Map.of(), "text.enriched"));
        Map<String, Integer> ids = new HashMap<>();
        routing.topics().forEach(topic -> ids.put(topic, ids.size()));
        Map<String, ModelIdentity> models = new HashMap<>();
        results.keySet().forEach(task -> models.put(task, task.equals("where") ? OTHER : Samples.MODEL));
        Annotations annotations = new Annotations(results, models, 1, 3, false, Optional.of("pt"));
        return new ResultEncoder(routing, ids, 1_000_000)
                .encode(
                        Samples.event(),
                        text,
                        annotations,
                        ModelIdentity.together(List.of(Samples.MODEL, OTHER)),
                        Samples.NOW);
    }

    /** By topic, in the order in which they are written. */
    private static Map<String, GenericRecord> encode(
            List<TaskSpec> tasks, Map<String, TaskResult> results, TextEvent text) throws Exception {
        Map<String, GenericRecord> records = new LinkedHashMap<>();
        List<OutgoingRecord> outgoing = outgoing(tasks, results, text);
        for (int i = 0; i < outgoing.size(); i++) {
            records.put(
                    outgoing.get(i).topic(),
                    Samples.read(
                            outgoing.get(i),
                            i < tasks.size() ? ResultKind.of(tasks.get(i)).schema() : EnrichedText.getClassSchema()));
        }
        return records;
    }

    private static TaskSpec spec(String name, Kind kind) {
        return TaskSpec.of(name, kind, "out", List.of());
    }

    private static void assertFields(Map<String, GenericRecord> records, String topic, Map<String, String> expected) {
        expected.forEach(
                (field, value) -> assertEquals(value, text(records.get(topic).get(field)), topic + " " + field));
    }

    private static Object find(Map<?, ?> map, String key) {
        return map.entrySet().stream()
                .filter(entry -> text(entry.getKey()).equals(key))
                .map(entry -> entry.getValue() instanceof GenericRecord record ? record : text(entry.getValue()))
                .findFirst()
                .orElseThrow();
    }

    private static String model(Object model) {
        return text(((GenericRecord) model).get("name"));
    }

    private static String text(Object value) {
        return String.valueOf(value);
    }
}

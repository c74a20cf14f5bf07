package dev.scholion.streaming.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.catalog.Catalog;
import dev.scholion.streaming.config.ConfigurationException;
import dev.scholion.streaming.config.ConfigurationException.Problem;
import dev.scholion.streaming.config.PipelineReader;
import dev.scholion.streaming.local.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said about models before a job is submitted, without a broker or a registry. */
class PreparationTest {
    private static final Catalog CATALOG =
            new Catalog(List.of(Installation.current().home().resolve("models/catalog")));

    @TempDir
    private Path folder;

    @Test
    void twoModelsShareATaskOnlyIfTheirLanguagesAreApart() throws Exception {
        String twice = """
                models: [{location: news-en, languages: [en]}, {location: news-en, languages: [%s]}]
                language: {detect: true}
                """;
        assertEquals(2, prepare(twice.formatted("de")).models().size());
        Problem meet = problems(twice.formatted("de, en")).get(0);
        assertEquals("models", meet.key());
        assertTrue(meet.message().contains("[entities, sentiment, topic]"), meet.message());
    }

    @Test
    void aTaskThatTheModelsLabelsCannotServeIsTold() throws Exception {
        List<Problem> problems = problems("""
                models:
                  - {location: news-en, tasks: {about: {kind: zero-shot-classification, head: topic, labels: [a, b]}}}
                  - {location: news-en, tasks: {safe: {kind: redaction, types: [PERSON]}}}
                  - {location: nowhere}
                """);
        assertEquals(
                List.of("models[0]", "models[1]", "models[2]"),
                problems.stream().map(Problem::key).toList());
        assertTrue(problems.get(0).message().contains("begins with 'entail'"), problems.toString());
        assertTrue(problems.get(1).message().contains("redacts [PERSON], the model knows [LOC"), problems.toString());
    }

    @Test
    void topicsBelongToTasks() throws Exception {
        assertEquals(
                List.of("output.topics.mood: there is no such task; there are entities, sentiment, topic"),
                problems("model: {location: news-en}\noutput: {topics: {mood: x}}\n").stream()
                        .map(Problem::toString)
                        .toList());
    }

    @Test
    void tasksOfOneNameMustGiveRecordsOfOneKind() throws Exception {
        List<Problem> problems = problems("""
                models:
                  - {location: news-en, languages: [en], tasks: {what: {head: topic}}}
                  - {location: news-en, languages: [de], tasks: {what: {head: entities}}}
                language: {detect: true}
                """);
        assertEquals(
                List.of("output.topics: the task 'what' of one model gives ClassificationResult, that of another"
                        + " EntitiesResult"),
                problems.stream().map(Problem::toString).toList());
    }

    private Preparation prepare(String models) throws IOException, ConfigurationException {
        Path file = Files.writeString(folder.resolve("pipeline.yaml"), """
                name: prepared
                kafka: {bootstrap-servers: "unused:1"}
                registry: {url: "http://unused"}
                input: {topics: t}
                """ + models);
        return Preparation.of(PipelineReader.read(file, Map.of()), CATALOG);
    }

    private List<Problem> problems(String models) {
        return assertThrows(ConfigurationException.class, () -> prepare(models)).problems();
    }
}

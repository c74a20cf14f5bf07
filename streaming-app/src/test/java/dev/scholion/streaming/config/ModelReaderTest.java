package dev.scholion.streaming.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.TaskSpec.Kind;
import dev.scholion.models.catalog.Aggregation;
import dev.scholion.models.catalog.Pooling;
import dev.scholion.models.task.WindowRule;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelReaderTest {
    private static final String REST = """
            name: news
            kafka: {bootstrap-servers: "broker:9092"}
            registry: {url: "http://registry:8081"}
            """;
    private static final String JSON = REST + "input: {topics: text.events, format: json, fields: {language: lang}}\n";

    @Test
    void everyOptionOfATaskReachesItsField() throws ConfigurationException {
        List<TaskConfig> tasks = tasks(read(JSON + """
                model:
                  location: m
                  tasks:
                    urgency: {kind: text-classification, head: logits, pair-field: reply.text, windows: max, top-k: 2,
                      threshold: 0.25, abstain-below: 0.5}
                    who: {question: "Who?", question-field: q, max-answer-tokens: 7, no-answer: true}
                    about: {kind: zero-shot-classification, labels: [sport, "public health"], multi-label: true,
                      hypothesis: "It is about {}."}
                    safe: {kind: redaction, types: [PER, LOC], replacement: "***", aggregation: average}
                    gist: {kind: extractive-summary, sentences: 2, pooling: cls}
                    vector: {pooling: mean-sqrt-len, normalize: false}
                    plain:
                """));
        TaskConfig urgency = tasks.get(0);
        assertEquals("model.tasks.urgency", urgency.key());
        assertEquals(Kind.TEXT_CLASSIFICATION, urgency.kind());
        assertEquals("logits", urgency.head());
        assertEquals("reply.text", urgency.pairField());
        assertEquals(WindowRule.MAX, urgency.windows());
        assertEquals(2, urgency.topK());
        assertEquals(0.25f, urgency.threshold());
        assertEquals(0.5f, urgency.abstainBelow());
        TaskConfig who = tasks.get(1);
        assertNull(who.kind());
        assertEquals("Who?", who.question());
        assertEquals("q", who.questionField());
        assertEquals(7, who.maxAnswerTokens());
        assertTrue(who.noAnswer());
        TaskConfig about = tasks.get(2);
        assertEquals(List.of("sport", "public health"), about.labels());
        assertTrue(about.multiLabel());
        assertEquals("It is about {}.", about.hypothesis());
        TaskConfig safe = tasks.get(3);
        assertEquals(List.of("PER", "LOC"), safe.types());
        assertEquals("***", safe.replacement());
        assertEquals(Aggregation.AVERAGE, safe.aggregation());
        assertEquals(2, tasks.get(4).sentences());
        assertEquals(Pooling.Mode.CLS, tasks.get(4).pooling());
        assertEquals(Pooling.Mode.MEAN_SQRT_LEN, tasks.get(5).pooling());
        assertEquals(false, tasks.get(5).normalize());
        assertEquals(EnumSet.noneOf(TaskOption.class), tasks.get(6).given());
    }

    @Test
    void aListOfModelsIsReadInItsOrderAndItsFieldsAreLookedFor() throws ConfigurationException {
        PipelineConfig config = read(JSON + """
                models:
                  - {location: news-en, languages: en}
                  - location: ./qa
                    languages: [de, fr-CA]
                    tasks:
                      answer: {question-field: q}
                      fits: {pair-field: reply.text}
                      again: {question-field: q}
                """);
        assertEquals(
                List.of("models[0]", "models[1]"),
                config.models().stream().map(ModelConfig::key).toList());
        assertNull(config.models().get(0).tasks());
        assertEquals(List.of("de", "fr"), config.models().get(1).languages());
        assertEquals(List.of("q", "reply.text"), config.furtherFields());
    }

    @Test
    void allMistakesOfAllTasksAreToldAtOnce() {
        assertEquals(
                List.of(
                        "models[2]",
                        "models[0].tasks.no name",
                        "models[0].tasks.a.windows",
                        "models[0].tasks.a.threshold",
                        "models[0].tasks.a.colour",
                        "models[0].tasks.b.labels",
                        "models[0].tasks.c.question",
                        "models[0].tasks.d.types",
                        "models[0].tasks.no name",
                        "models[1].location",
                        "models[1].languages",
                        "models[1].tasks",
                        "models[1].task",
                        "models[2].location"),
                keys(JSON + """
                        models:
                          - location: m
                            tasks:
                              a: {windows: median, threshold: high, colour: red}
                              b: {kind: zero-shot-classification}
                              c: {kind: question-answering}
                              d: {kind: text-classification, types: [PER]}
                              no name: 3
                          - {languages: [Klingon], task: x, tasks: {}}
                          - just text
                        """));
    }

    @Test
    void anOptionOfAnotherKindIsToldWithThoseThatBelong() {
        var problem = problems(JSON + "model: {location: m, tasks: {a: {kind: fill-mask, labels: [x]}}}")
                .get(0);
        assertEquals("model.tasks.a.labels: does not belong to fill-mask; what does: top-k", problem.toString());
    }

    @Test
    void labelsAndHypothesesThatCannotWorkAreRefused() {
        assertEquals(
                List.of("model.tasks.a.labels", "model.tasks.a.hypothesis"),
                keys(JSON + "model: {location: m, tasks: {a: {kind: zero-shot-classification, labels: [x, x],"
                        + " hypothesis: about it}}}"));
    }

    @Test
    void eitherOneModelOrAList() {
        assertEquals(List.of("models"), keys(JSON + "model: {location: a}\nmodels: [{location: b}]\n"));
        assertEquals(List.of("models"), keys(JSON + "models: []\n"));
        assertEquals(List.of("model.location"), keys(JSON));
    }

    @Test
    void aTextWithoutFieldsHasNoneForAQuestion() {
        assertEquals(
                List.of("input.format"),
                keys(REST + "input: {topics: t, format: text}\n"
                        + "model: {location: m, tasks: {a: {question-field: q}}}\n"));
    }

    @Test
    void languagesNeedSomethingThatTellsThem() throws ConfigurationException {
        String silent = REST + "input: {topics: t}\nmodel: {location: m, languages: [en]}\n";
        assertEquals(List.of("model.languages"), keys(silent));
        assertTrue(read(silent + "language: {detect: true}\n").detectLanguage());
    }

    @Test
    void environmentVariablesOverrideTheOnlyModelAndItsTasks() throws ConfigurationException {
        PipelineConfig config = PipelineReader.read(
                "test",
                JSON + "model: {location: m, tasks: {urgency: {top-k: 3}}}\n",
                Map.of(
                        "SCHOLION_MODEL_LOCATION", "other",
                        "SCHOLION_MODEL_LANGUAGES", "en,de",
                        "SCHOLION_MODEL_TASKS_URGENCY_TOP_K", "1"));
        assertEquals("other", config.models().get(0).location());
        assertEquals(List.of("en", "de"), config.models().get(0).languages());
        assertEquals(1, tasks(config).get(0).topK());
    }

    private static List<TaskConfig> tasks(PipelineConfig config) {
        List<TaskConfig> tasks = config.models().get(0).tasks();
        assertNotNull(tasks);
        return tasks;
    }

    private static PipelineConfig read(String yaml) throws ConfigurationException {
        return PipelineReader.read("test", yaml, Map.of());
    }

    private static List<ConfigurationException.Problem> problems(String yaml) {
        return assertThrows(ConfigurationException.class, () -> read(yaml)).problems();
    }

    private static List<String> keys(String yaml) {
        return problems(yaml).stream().map(ConfigurationException.Problem::key).toList();
    }
}

package dev.scholion.streaming.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.TaskSpec;
import dev.scholion.models.TaskSpec.Kind;
import dev.scholion.models.catalog.Aggregation;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.Pooling;
import dev.scholion.models.catalog.TaskHead;
import dev.scholion.models.task.ClassRules;
import dev.scholion.models.task.GenerationRules;
import dev.scholion.models.task.Task;
import dev.scholion.models.task.WindowRule;
import dev.scholion.streaming.config.ConfigurationException;
import dev.scholion.streaming.config.ConfigurationException.Problem;
import dev.scholion.streaming.config.PipelineConfig;
import dev.scholion.streaming.config.PipelineReader;
import dev.scholion.streaming.local.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sections of a file on the catalogue's model, and on models that have other heads. */
class ConfiguredModelTest {
    private static final ModelPackage NEWS =
            ModelPackage.read(Installation.current().home().resolve("models/catalog/news-en"));
    private static final TaskHead NLI =
            head("classification", Kind.TEXT_CLASSIFICATION, List.of("contradiction", "entailment"));
    private static final TaskHead ANSWER = head("answer", Kind.QUESTION_ANSWERING, List.of());
    private static final TaskHead EMBEDDING = head("embedding", Kind.SENTENCE_EMBEDDING, List.of());

    private final List<Problem> problems = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void withoutTasksEveryHeadGivesAllItHas() throws Exception {
        ConfiguredModel model = configured(NEWS, "");
        assertEquals(
                List.of("sentiment", "entities", "topic"),
                model.specs().stream().map(TaskSpec::name).toList());
        assertEquals(List.of(), problems);
    }

    @Test
    void aTaskSitsOnTheHeadOfItsOwnNameOrTheOneItNamesOrTheOnlyOneThatFits() throws Exception {
        ConfiguredModel model = configured(NEWS, """
                , tasks: {sentiment: {top-k: 1}, subject: {head: topic, abstain-below: 0.4, windows: first},
                  safe: {kind: redaction, types: [PER], replacement: "<{type}>", aggregation: max}}""");
        assertEquals(List.of(), problems);
        Task.Classification sentiment =
                assertInstanceOf(Task.Classification.class, model.tasks().get(0));
        assertEquals("sentiment", sentiment.head().spec().name());
        assertEquals(1, sentiment.rules().topK());
        Task.Classification subject =
                assertInstanceOf(Task.Classification.class, model.tasks().get(1));
        assertEquals("topic", subject.head().spec().name());
        assertEquals(
                new ClassRules(WindowRule.FIRST, ClassRules.ALL.topK(), ClassRules.ALL.threshold(), 0.4f),
                subject.rules());
        Task.Redaction safe =
                assertInstanceOf(Task.Redaction.class, model.tasks().get(2));
        assertEquals("entities", safe.head().spec().name());
        assertEquals(Aggregation.MAX, safe.head().aggregation());
        assertEquals(Set.of("PER"), safe.types());
        assertEquals("<{type}>", safe.replacement());
    }

    @Test
    void kindsThatStandOnOtherKindsOfHeadsFindThem() throws Exception {
        ConfiguredModel model = configured(with(NLI, ANSWER, EMBEDDING), """
                , tasks: {about: {kind: zero-shot-classification, labels: [sport, art], multi-label: true},
                  who: {kind: question-answering, question: "Who?", top-k: 3},
                  gist: {kind: extractive-summary, sentences: 2},
                  vector: {head: embedding, pooling: cls, normalize: false}}""");
        assertEquals(List.of(), problems);
        Task.ZeroShotClassification about = assertInstanceOf(
                Task.ZeroShotClassification.class, model.tasks().get(0));
        assertEquals(NLI.spec(), about.head().spec());
        assertEquals(Task.ZeroShotClassification.USUAL_HYPOTHESIS, about.hypothesis());
        Task.QuestionAnswering who =
                assertInstanceOf(Task.QuestionAnswering.class, model.tasks().get(1));
        assertEquals(Optional.of("Who?"), who.question());
        assertEquals(3, who.topK());
        assertEquals(
                2,
                assertInstanceOf(Task.ExtractiveSummary.class, model.tasks().get(2))
                        .sentences());
        assertEquals(
                new Pooling(Pooling.Mode.CLS, false),
                model.tasks().get(3).head().pooling());
    }

    @Test
    void whatAModelWritesIsBoundAsTheFileSays() throws Exception {
        TaskHead writer = head("generation", Kind.TEXT_GENERATION, List.of());
        ConfiguredModel model =
                configured(with(writer), ", tasks: {short: {prefix: 'summarize: ', max-new-tokens: 40, beams: 2}}");
        assertEquals(List.of(), problems);
        assertEquals(
                new GenerationRules("summarize: ", Optional.of(40), Optional.of(2)),
                assertInstanceOf(Task.TextGeneration.class, model.tasks().get(0))
                        .rules());
        configured(with(ANSWER), ", tasks: {who: {question: 'Who?', beams: 2}}");
        assertEquals(1, problems.size(), problems.toString());
    }

    @Test
    void whatNoHeadCanDoIsToldWithTheHeadsThatThereAre() throws Exception {
        configured(NEWS, ", tasks: {a: {kind: fill-mask}, b: {kind: text-classification}, c: {head: mood}, d: {}}");
        String heads = "sentiment (text-classification), entities (token-classification), topic (text-classification)";
        assertEquals(
                List.of(
                        "model.tasks.a.kind: the model has no head for fill-mask; its heads: " + heads,
                        "model.tasks.b.head: several would do for text-classification; the heads: " + heads,
                        "model.tasks.c.head: 'mood' is no head of the model; its heads: " + heads,
                        "model.tasks.d.head: several would do; the heads: " + heads),
                problems.stream().map(Problem::toString).toList());
    }

    @Test
    void anOptionThatDoesNotBelongToTheHeadsKindIsTold() throws Exception {
        configured(NEWS, ", tasks: {sentiment: {types: [PER]}, entities: {top-k: 2}}");
        assertEquals(
                List.of("model.tasks.sentiment.types", "model.tasks.entities.top-k"),
                problems.stream().map(Problem::key).toList());
    }

    @Test
    void aHeadThatNeedsAWordOfTheUserSaysSo() throws Exception {
        configured(with(ANSWER), "");
        configured(with(ANSWER), ", tasks: {answer: {top-k: 2}}");
        assertEquals(
                List.of("model.tasks", "model.tasks.answer.question"),
                problems.stream().map(Problem::key).toList());
        assertTrue(problems.get(0).message().contains("'answer' (question-answering)"), problems.toString());
    }

    @Test
    void wordsAboutTheWholeModelMustFitIt() throws Exception {
        configured(with(EMBEDDING), ", aggregation: first");
        configured(NEWS, ", task: mood");
        assertEquals(
                List.of("model.aggregation", "model.task"),
                problems.stream().map(Problem::key).toList());
        assertEquals(
                Aggregation.FIRST,
                configured(NEWS, ", aggregation: first").tasks().get(1).head().aggregation());
    }

    private ConfiguredModel configured(ModelPackage model, String more) throws IOException, ConfigurationException {
        PipelineConfig config =
                PipelineReader.read(Files.writeString(folder.resolve("pipeline.yaml"), """
                        name: bound
                        kafka: {bootstrap-servers: "unused:1"}
                        registry: {url: "http://unused"}
                        input: {topics: t}
                        model: {location: here%s}
                        """.formatted(more)), Map.of());
        return ConfiguredModel.of(config.models().get(0), model, problems);
    }

    private static TaskHead head(String name, Kind kind, List<String> labels) {
        return TaskHead.of(TaskSpec.of(name, kind, "logits", labels));
    }

    private static ModelPackage with(TaskHead... heads) {
        return NEWS.withTasks(List.of(heads));
    }
}

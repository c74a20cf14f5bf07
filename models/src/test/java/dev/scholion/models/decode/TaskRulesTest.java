package dev.scholion.models.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.TaskResult;
import dev.scholion.models.TaskSpec;
import dev.scholion.models.TextFaultException;
import dev.scholion.models.TextInput;
import dev.scholion.models.catalog.Activation;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.catalog.Pooling;
import dev.scholion.models.catalog.TaskHead;
import dev.scholion.models.engine.Scores;
import dev.scholion.models.task.ClassRules;
import dev.scholion.models.task.Task;
import dev.scholion.models.task.WindowRule;
import dev.scholion.models.testing.TinyModel;
import dev.scholion.models.text.Encoding;
import dev.scholion.models.text.Reading;
import dev.scholion.models.text.TextTokenizer;
import dev.scholion.models.text.Window;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What callers ask of a task beyond its head: each test says which scores each window has. */
class TaskRulesTest {
    private static final TaskHead YES_NO = TaskHead.of(
                    TaskSpec.of("mood", TaskSpec.Kind.TEXT_CLASSIFICATION, "logits", List.of("bad", "so-so", "good")))
            .withActivation(Activation.NONE);
    private static final TaskHead NAMES = TaskHead.of(
            TaskSpec.of("entities", TaskSpec.Kind.TOKEN_CLASSIFICATION, "logits", List.of("O", "I-PER", "I-LOC")));
    private static final TaskHead VECTORS = TaskHead.of(
                    TaskSpec.of("embedding", TaskSpec.Kind.SENTENCE_EMBEDDING, "last_hidden_state", List.of()))
            .withPooling(new Pooling(Pooling.Mode.CLS, true));
    private static final TaskHead ANSWER = TaskHead.of(
            new TaskSpec("answer", TaskSpec.Kind.QUESTION_ANSWERING, List.of("start_logits", "end_logits"), List.of()));

    @TempDir
    private Path folder;

    private TextTokenizer tokenizer;

    @BeforeEach
    void open() {
        tokenizer = TextTokenizer.open(TinyModel.tagger(folder, 16));
    }

    @AfterEach
    void close() {
        tokenizer.close();
    }

    @ParameterizedTest
    @CsvSource({
        "MEAN_BY_TOKENS, mean-by-tokens, 0.3, 0.3, 0.4",
        "MAX, max, 0.5, 0.3, 0.5",
        "FIRST, first, 0.2, 0.3, 0.5"
    })
    void combinesWindowsByTheRuleThatItNames(WindowRule rule, String name, float bad, float soSo, float good) {
        // Windows of 6, 6 and 3 tokens: 2 of 8 columns are special ones.
        TaskResult.Classes classes = classes(
                new ClassRules(rule, 3, 0, 0),
                "w1 w2 w3 w4 w5 w6 w7 w8 w9 w10 w11 w12 w13 w14 w15",
                new float[] {0.2f, 0.3f, 0.5f},
                new float[] {0.3f, 0.3f, 0.4f},
                new float[] {0.5f, 0.3f, 0.2f});
        Map<String, Float> scores = classes.scores().stream()
                .collect(Collectors.toMap(TaskResult.ClassScore::label, TaskResult.ClassScore::score));
        assertEquals(name, classes.combined());
        assertEquals(bad, scores.getOrDefault("bad", -1f), 1e-6);
        assertEquals(soSo, scores.getOrDefault("so-so", -1f), 1e-6);
        assertEquals(good, scores.getOrDefault("good", -1f), 1e-6);
    }

    @Test
    void givesTheBestLabelsAboveTheThresholdAndAbstainsWhenUnsure() {
        ClassRules rules = new ClassRules(WindowRule.MEAN_BY_TOKENS, 2, 0.25f, 0.6f);
        TaskResult.Classes unsure = classes(rules, "w1", new float[] {0.2f, 0.3f, 0.5f});
        assertEquals("good", unsure.label());
        assertEquals(
                List.of("good", "so-so"),
                unsure.scores().stream().map(TaskResult.ClassScore::label).toList());
        assertTrue(unsure.abstained());
        TaskResult.Classes sure = classes(rules, "w1", new float[] {0.1f, 0.1f, 0.8f});
        assertEquals(1, sure.scores().size());
        assertFalse(sure.abstained());
    }

    @Test
    void redactsTheTypesThatWereAskedForAndNothingElse() {
        // Ada flew to Oslo: tokens are words, the scores say who is what.
        String text = "w1 w2 w3  w4";
        List<List<WindowScores>> readings = tokens(text, "PER O LOC LOC");
        assertEquals("[PER] w2 w3  w4", redacted(text, readings, Set.of("PER"), Task.Redaction.TYPE_IN_BRACKETS));
        assertEquals("w1 w2 █", redacted(text, readings, Set.of("LOC"), "█"));
        assertEquals("[PER] w2 [LOC]", redacted(text, readings, Set.of(), Task.Redaction.TYPE_IN_BRACKETS));
        assertThrows(
                ModelPackageException.class,
                () -> redacted(text, readings, Set.of("ORG"), Task.Redaction.TYPE_IN_BRACKETS));
    }

    private String redacted(String text, List<List<WindowScores>> readings, Set<String> types, String replacement) {
        return new RedactionDecoder(new Task.Redaction("redacted", NAMES, types, replacement))
                .decode(TextInput.of(text), tokenizer.encode(text), readings)
                .text();
    }

    private List<List<WindowScores>> tokens(String text, String types) {
        List<String> wanted = List.of(types.split(" "));
        Window window = tokenizer.windows(16, 0).of(tokenizer.encode(text)).get(0);
        float[] values = new float[window.row().length() * 3];
        for (int token = 0; token < wanted.size(); token++) {
            values[window.columnOf(token) * 3 + List.of("O", "PER", "LOC").indexOf(wanted.get(token))] = 9;
        }
        return List.of(
                List.of(new WindowScores(window, new Scores(1, window.row().length(), 3, values), 0)));
    }

    @Test
    void summarisesByTheSentencesNearestToTheWholeThatDoNotRepeatEachOther() {
        String text = "w1 w2! w3 w4! w5 w6! w7 w8!";
        float[][] vectors = {{1, 0.2f}, {1, 0.19f}, {0.1f, 1}, {-1, -0.3f}};
        TaskResult.Summary summary = summary(text, 2, vectors);
        assertEquals(
                List.of("w1 w2!", "w5 w6!"),
                summary.sentences().stream()
                        .map(sentence -> sentence.span().text())
                        .toList());
        assertEquals(4, summary(text, 9, vectors).sentences().size(), "as many as there are");
    }

    private TaskResult.Summary summary(String text, int sentences, float[][] vectors) {
        Encoding encoding = tokenizer.encode(text);
        List<Window> windows =
                tokenizer.windows(Reading.SENTENCES, 16, OptionalInt.empty()).bySentence(encoding);
        assertEquals(vectors.length, windows.size());
        List<WindowScores> scores = IntStream.range(0, vectors.length)
                .mapToObj(i -> new WindowScores(windows.get(i), new Scores(1, 1, 2, vectors[i]), 0))
                .toList();
        SummaryDecoder decoder = new SummaryDecoder(new Task.ExtractiveSummary("gist", VECTORS, sentences));
        assertEquals(List.of(Reading.SENTENCES), decoder.readings(TextInput.of(text)));
        return decoder.decode(TextInput.of(text), encoding, List.of(scores));
    }

    @Test
    void needsAQuestionFromTheInputOrTheTask() {
        TextInput asking = new TextInput("w1", Optional.empty(), Map.of("q", "w7"));
        assertEquals(
                List.of(Reading.behind("w7")),
                question(ANSWER, Optional.of("w9")).readings(asking));
        assertEquals(
                List.of(Reading.behind("w9")),
                question(ANSWER, Optional.of("w9")).readings(TextInput.of("w1")));
        TextFaultException fault = assertThrows(TextFaultException.class, () -> question(ANSWER, Optional.empty())
                .readings(TextInput.of("w1")));
        assertEquals(TextFaultException.Kind.MISSING_FIELD, fault.kind());
    }

    @Test
    void dividesTheScoresOfAnAnswersEndsByTheTemperature() {
        TaskDecoder calm = question(ANSWER.withTemperature(2), Optional.of("w9"));
        Encoding encoding = tokenizer.encode("w1 w2");
        Window window = tokenizer
                .windows(Reading.behind("w9"), 32, OptionalInt.empty())
                .of(encoding)
                .get(0);
        float[] ends = new float[window.row().length()];
        ends[window.columnOf(1)] = (float) Math.log(16); // four times the other token at a temperature of two
        Scores scores = new Scores(1, 1, ends.length, ends);
        TaskResult.Answers found = (TaskResult.Answers) calm.decode(
                TextInput.of("w1 w2"),
                encoding,
                List.of(List.of(new WindowScores(window, List.of(scores, scores), 0))));
        assertEquals("w2", found.answers().get(0).span().text());
        assertEquals(0.8 * 0.8, found.answers().get(0).score(), 1e-6);
    }

    private static TaskDecoder question(TaskHead head, Optional<String> usual) {
        return new AnswerDecoder(
                new Task.QuestionAnswering("who", head, usual, Optional.of("q"), 1, 15, false), OptionalInt.empty());
    }

    @Test
    void refusesAModelThatKnowsOfNoEntailment() {
        Task.ZeroShotClassification task = new Task.ZeroShotClassification(
                "topic", YES_NO, List.of("sport"), Task.ZeroShotClassification.USUAL_HYPOTHESIS, false, ClassRules.ALL);
        assertThrows(ModelPackageException.class, () -> TaskDecoder.of(task, tokenizer));
    }

    @Test
    void leavesTheTextRoomBesideAnother() {
        String tooLong = "w1 ".repeat(12);
        TextFaultException fault = assertThrows(
                TextFaultException.class, () -> tokenizer.windows(Reading.behind(tooLong), 16, OptionalInt.empty()));
        assertEquals(TextFaultException.Kind.NOT_TOKENIZABLE, fault.kind());
        assertTrue(String.valueOf(fault.getMessage()).contains("12 tokens"), fault.getMessage());
    }

    private TaskResult.Classes classes(ClassRules rules, String text, float[]... windows) {
        Encoding encoding = tokenizer.encode(text);
        List<Window> cut = tokenizer.windows(8, 0).of(encoding);
        assertEquals(windows.length, cut.size());
        List<WindowScores> scores = IntStream.range(0, windows.length)
                .mapToObj(i -> new WindowScores(cut.get(i), new Scores(1, 1, 3, windows[i]), 0))
                .toList();
        return new ClassDecoder(new Task.Classification("mood", YES_NO, rules, Optional.empty()))
                .decode(TextInput.of(text), encoding, List.of(scores));
    }
}

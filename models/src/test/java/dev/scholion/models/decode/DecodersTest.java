package dev.scholion.models.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.TaskResult;
import dev.scholion.models.TaskSpec;
import dev.scholion.models.TextFaultException;
import dev.scholion.models.TextInput;
import dev.scholion.models.catalog.Activation;
import dev.scholion.models.catalog.Aggregation;
import dev.scholion.models.catalog.TaskHead;
import dev.scholion.models.engine.Scores;
import dev.scholion.models.task.ClassRules;
import dev.scholion.models.task.Task;
import dev.scholion.models.testing.TinyModel;
import dev.scholion.models.text.Encoding;
import dev.scholion.models.text.TextTokenizer;
import dev.scholion.models.text.Window;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each word of the texts here is one token, and each test says which label every token gets. */
class DecodersTest {
    private static final List<String> LABELS =
            List.of("O", "B-PER", "I-PER", "E-PER", "S-PER", "B-LOC", "I-LOC", "E-LOC", "S-LOC", "PLACE");

    private static final TextInput INPUT = TextInput.of("no decoder here looks at it");

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
    @CsvSource(
            delimiter = '|',
            value = {
                "O B-PER I-PER O          | PER 1-3",
                "B-PER B-PER              | PER 0-1, PER 1-2",
                "I-PER I-PER I-LOC        | PER 0-2, LOC 2-3",
                "B-PER I-LOC              | PER 0-1, LOC 1-2",
                "B-PER I-PER E-PER O      | PER 0-3",
                "B-PER E-PER E-PER        | PER 0-2, PER 2-3",
                "S-PER S-PER I-PER        | PER 0-1, PER 1-2, PER 2-3",
                "E-PER I-PER              | PER 0-1, PER 1-2",
                "PLACE PLACE O PLACE      | PLACE 0-2, PLACE 3-4",
                "O O                      | ''"
            })
    void makesWholeNamesOfAnyScheme(String labels, String expected) {
        assertEquals(expected, inStream(List.of(labels.trim().split(" "))));
    }

    @Test
    void givesATokenInAnOverlapToTheWindowWithMoreContextAndDoublesNoEntity() {
        Random random = new Random(2);
        for (int round = 0; round < 300; round++) {
            List<String> tags = random.ints(1 + random.nextInt(60), 0, 3)
                    .mapToObj(LABELS::get)
                    .toList();
            Encoding encoding = tokenizer.encode(text(tags.size()));
            int longest = 4 + random.nextInt(10);
            String whole = inStream(encoding, windows(encoding, tags, 100, 0));
            String pieces = inStream(encoding, windows(encoding, tags, longest, random.nextInt(longest - 2)));
            assertEquals(whole, pieces, tags.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"SOFTMAX, 0.731059, 0.268941", "SIGMOID, 0.880797, 0.731059", "NONE, 2, 1"})
    void readsClassesByTheirActivation(Activation activation, float first, float second) {
        TaskResult.Classes classes = classes(activation, new float[] {1, 2});
        assertEquals("good", classes.label());
        assertEquals(first, classes.score(), 1e-6);
        assertEquals(second, classes.scores().get(1).score(), 1e-6);
        assertEquals("single", classes.combined());
    }

    @Test
    void ranksEqualClassesInTheModelsOrder() {
        assertEquals("bad", classes(Activation.SOFTMAX, new float[] {3, 3}).label());
    }

    @Test
    void refusesAScoreThatIsNoNumber() {
        TextFaultException failure =
                assertThrows(TextFaultException.class, () -> classes(Activation.SOFTMAX, new float[] {Float.NaN, 1}));
        assertEquals(TextFaultException.Kind.INVALID_SCORE, failure.kind());
    }

    @Test
    void dividesTheScoresOfClassesByTheTemperatureFirst() {
        float[] raw = {1, 3};
        assertEquals(
                1 / (1 + Math.exp(-1)),
                classes(moods(Activation.SOFTMAX).withTemperature(2), raw).score(),
                1e-6);
        assertEquals(
                1 / (1 + Math.exp(-6)),
                classes(moods(Activation.SIGMOID).withTemperature(0.5), raw).score(),
                1e-6);
        assertEquals(3, classes(moods(Activation.NONE).withTemperature(2), raw).score());
        for (double temperature : new double[] {Double.MIN_VALUE, 1e-3, 1, 1e3, Double.MAX_VALUE}) {
            float score = classes(moods(Activation.SOFTMAX).withTemperature(temperature), raw)
                    .score();
            assertTrue(score >= 0.5f && score <= 1, temperature + " gives " + score);
        }
    }

    @ParameterizedTest
    @EnumSource(Aggregation.class)
    void dividesTheScoresOfTokensByTheTemperatureAndKeepsTheSpans(Aggregation aggregation) {
        Encoding encoding = tokenizer.encode(text(3));
        List<WindowScores> windows = windows(encoding, List.of("B-PER", "I-PER", "O"), 16, 0);
        List<TaskResult.Entity> sure = new EntityDecoder(head(aggregation)).entities(encoding, windows);
        List<TaskResult.Entity> unsure =
                new EntityDecoder(head(aggregation).withTemperature(2.5)).entities(encoding, windows);
        assertEquals(
                sure.stream().map(TaskResult.Entity::span).toList(),
                unsure.stream().map(TaskResult.Entity::span).toList());
        double expected = Math.exp(2) / (Math.exp(2) + LABELS.size() - 1);
        assertEquals(expected, unsure.get(0).score(), 1e-6);
    }

    @Test
    void staysAProbabilityForLargeScores() {
        assertEquals(1, classes(Activation.SOFTMAX, new float[] {-1e30f, 1e30f}).score(), 1e-6);
        assertTrue(classes(Activation.SIGMOID, new float[] {-1e30f, -1e30f}).score() >= 0);
    }

    private static TaskHead moods(Activation activation) {
        return TaskHead.of(TaskSpec.of("mood", TaskSpec.Kind.TEXT_CLASSIFICATION, "logits", List.of("bad", "good")))
                .withActivation(activation);
    }

    private TaskResult.Classes classes(Activation activation, float[] raw) {
        return classes(moods(activation), raw);
    }

    private TaskResult.Classes classes(TaskHead head, float[] raw) {
        Encoding encoding = tokenizer.encode("w1");
        Window window = tokenizer.windows(16, 0).of(encoding).get(0);
        return new ClassDecoder(new Task.Classification("mood", head, ClassRules.ALL, Optional.empty()))
                .decode(INPUT, encoding, List.of(List.of(new WindowScores(window, new Scores(1, 1, 2, raw), 0))));
    }

    private String inStream(List<String> tags) {
        Encoding encoding = tokenizer.encode(text(tags.size()));
        return inStream(encoding, windows(encoding, tags, 16, 0));
    }

    private static String inStream(Encoding encoding, List<WindowScores> windows) {
        return new EntityDecoder(head(Aggregation.SIMPLE))
                .decode(INPUT, encoding, List.of(windows)).entities().stream()
                        .map(entity -> "%s %d-%d"
                                .formatted(
                                        entity.type(),
                                        word(entity.span().start()),
                                        word(entity.span().end() + 1)))
                        .collect(Collectors.joining(", "));
    }

    /** Every word is two letters and a blank. */
    private static String text(int words) {
        return IntStream.range(0, words).mapToObj(i -> "w" + i % 10).collect(Collectors.joining(" "));
    }

    private static int word(int codePoint) {
        return codePoint / 3;
    }

    private static TaskHead head(Aggregation aggregation) {
        return TaskHead.of(TaskSpec.of("entities", TaskSpec.Kind.TOKEN_CLASSIFICATION, "logits", LABELS))
                .withAggregation(aggregation);
    }

    private List<WindowScores> windows(Encoding encoding, List<String> tags, int longest, int overlap) {
        return tokenizer.windows(longest, overlap).of(encoding).stream()
                .map(window -> new WindowScores(window, scores(window, tags), 0))
                .toList();
    }

    /** The tag of each token gets 5, all others 0. */
    private static Scores scores(Window window, List<String> tags) {
        int columns = window.row().length();
        float[] values = new float[columns * LABELS.size()];
        for (int token = window.first(); token < window.end(); token++) {
            int column = window.column() + token - window.first();
            values[column * LABELS.size() + LABELS.indexOf(tags.get(token))] = 5;
        }
        return new Scores(1, columns, LABELS.size(), values);
    }
}

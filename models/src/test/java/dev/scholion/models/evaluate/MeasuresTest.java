package dev.scholion.models.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scholion.models.TaskResult;
import dev.scholion.models.TaskResult.Answer;
import dev.scholion.models.TaskResult.Answers;
import dev.scholion.models.TaskResult.ClassScore;
import dev.scholion.models.TaskResult.Classes;
import dev.scholion.models.TaskResult.Entities;
import dev.scholion.models.TaskResult.Entity;
import dev.scholion.models.TaskResult.Span;
import dev.scholion.models.TextInput;
import dev.scholion.models.evaluate.ClassReport.Confusion;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All expected figures are worked out by hand. */
class MeasuresTest {
    private static final List<String> MOODS = List.of("bad", "so-so", "good");
    private static final double EXACT = 1e-6;

    @Test
    void countsClassesAndTakesTheMeanOverThoseThatAreTrueOfSomeText() {
        ClassMeasure measure = new ClassMeasure(MOODS, Set.of(), true, 1);
        measure.take(mood("bad"), scores(0.6f, 0.3f, 0.1f));
        measure.take(mood("bad"), scores(0.1f, 0.8f, 0.1f));
        measure.take(mood("good"), scores(0.1f, 0.0f, 0.9f));
        measure.take(mood("good"), scores(0.5f, 0.2f, 0.3f));
        ClassReport report = measure.report();
        assertEquals(4, report.examples());
        assertEquals(0.5, report.accuracy(), EXACT);
        assertEquals(
                List.of(
                        new LabelCounts("bad", new Counts(1, 2, 2)),
                        new LabelCounts("so-so", new Counts(0, 1, 0)),
                        new LabelCounts("good", new Counts(1, 1, 2))),
                report.labels());
        assertEquals((0.5 + 2.0 / 3) / 2, report.macroF1(), EXACT);
        assertEquals(
                List.of(
                        new Confusion("bad", "bad", 1),
                        new Confusion("bad", "so-so", 1),
                        new Confusion("good", "bad", 1),
                        new Confusion("good", "good", 1)),
                report.confusion());
        assertEquals(List.of(new Mistake("here", "text", 0, "bad", "so-so", 0.8f)), report.mistakes());
        // Bins of a fifteenth: 0.6 right, 0.8 wrong, 0.9 right, 0.5 wrong, each in a bin of its own.
        assertEquals((0.4 + 0.8 + 0.1 + 0.5) / 4, report.calibrationError().orElseThrow(), EXACT);
        assertEquals(
                List.of("accuracy", "macro-f1"), List.copyOf(report.figures().keySet()));
    }

    @Test
    void weighsAnswersOfOneBinTogether() {
        Calibration calibration = new Calibration();
        assertEquals(0, calibration.error());
        calibration.add(0.95, true);
        calibration.add(0.95, false);
        calibration.add(1, true);
        assertEquals(Math.abs(0.95 + 0.95 + 1 - 2) / 3, calibration.error(), EXACT);
    }

    @Test
    void letsOnlyThePossibleLabelsBePredictedWithTheScoresTheyThenHave() {
        ClassMeasure measure = new ClassMeasure(MOODS, Set.of("bad", "good"), true, 5);
        measure.take(mood("good"), scores(0.1f, 0.6f, 0.3f));
        measure.take(mood("good"), scores(0.3f, 0.6f, 0.1f));
        ClassReport report = measure.report();
        assertEquals(0.5, report.accuracy(), EXACT);
        assertEquals(0.75, report.mistakes().get(0).score(), EXACT);
        assertEquals((0.25 + 0.75) / 2 - 0.25, report.calibrationError().orElseThrow(), EXACT);
    }

    @Test
    void knowsNoCalibrationOfScoresThatAreNoProbabilities() {
        ClassMeasure measure = new ClassMeasure(MOODS, Set.of(), false, 1);
        measure.take(mood("bad"), scores(-3f, 7f, 2f));
        assertEquals(true, measure.report().calibrationError().isEmpty());
        assertEquals(7f, measure.report().mistakes().get(0).score());
    }

    @Test
    void countsEachLabelOfASetAlone() {
        LabelSetMeasure measure = new LabelSetMeasure(MOODS, Set.of(), 0.5f, 9);
        measure.take(moods("bad", "good"), scores(0.5f, 0.1f, 0.9f));
        measure.take(moods("so-so"), scores(0.7f, 0.4f, 0.1f));
        measure.take(moods(), scores(0.1f, 0.1f, 0.2f));
        LabelSetReport report = measure.report();
        assertEquals(new Counts(2, 3, 3), report.micro());
        assertEquals((2.0 / 3 + 0 + 1) / 3, report.macroF1(), EXACT);
        assertEquals(2.0 / 3, report.exactMatch(), EXACT);
        // Seven answers are right: 0.9 five times, 0.8 and 0.5 once; two are wrong, 0.7 and 0.6. Bins are a fifteenth
        // wide.
        assertEquals((5 * 0.1 + 0.2 + 0.5 + 0.7 + 0.6) / 9, report.calibrationError(), 1e-6);
        assertEquals(List.of(new Mistake("here", "text", 0, "so-so", "bad", 0.7f)), report.mistakes());
    }

    @Test
    void givesAWordTheSpanThatCoversItsFirstCharacter() {
        // "ab cd-ef gh": a span within the second word, one from its middle into the third, one over the end of the
        // first.
        List<String> words = List.of("ab", "cd-ef", "gh");
        assertEquals(List.of(), spans(words, 6, 8));
        assertEquals(List.of(new WordSpan("LOC", 2, 2)), spans(words, 6, 10));
        assertEquals(List.of(new WordSpan("LOC", 1, 1)), spans(words, 1, 4));
        assertEquals(List.of(new WordSpan("LOC", 0, 2)), spans(words, 0, 11));
    }

    @Test
    void countsSpansOfTheTypesAskedFor() {
        Example.OfTags example =
                new Example.OfTags("here", List.of("ab", "cd", "ef"), List.of("B-PER", "I-PER", "B-LOC"));
        Entities found = new Entities(List.of(entity("PER", 0, 2, 0.9f), entity("MISC", 6, 8, 0.8f)));
        SpanMeasure all = new SpanMeasure(Set.of(), 5);
        all.take(example, found);
        SpanReport report = all.report();
        assertEquals(new Counts(0, 2, 2), report.micro());
        assertEquals(1.0 / 3, report.wordAccuracy(), EXACT);
        assertEquals(
                List.of(
                        new Mistake("here", "ab cd ef", 0, "PER 'ab cd'", "PER 'ab'", 0.9f),
                        new Mistake("here", "ab cd ef", 6, "LOC 'ef'", "MISC 'ef'", 0.8f)),
                report.mistakes());

        SpanMeasure some = new SpanMeasure(Set.of("PER", "LOC"), 5);
        some.take(example, found);
        assertEquals(new Counts(0, 1, 2), some.report().micro());
        assertEquals(
                List.of("LOC", "PER"),
                some.report().types().stream().map(LabelCounts::label).toList());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "O, O, ''",
                "L-PER, E, PER",
                "U-PER, S, PER",
                "PER, I, PER",
                "B, B, _",
                "I-, I, _",
                "B-A-B, B, A-B",
                "EVENT, I, EVENT",
                "-, I, -"
            })
    void readsTags(String tag, char place, String type) {
        assertEquals(new WordTag(place, type == null ? "-" : type), WordTag.parse(tag == null ? "-" : tag));
    }

    @ParameterizedTest
    @CsvSource({
        "The Port of Porto!, port of porto, 1, 1",
        "Lisbon in 1998, lisbon, 0, 0.5",
        "in in Rome, in Rome, 0, 0.8",
        "Oslo, Bergen, 0, 0",
        "'', Bergen, 0, 0"
    })
    void comparesAnswersAsSquadDoes(String said, String truth, long exact, double f1) {
        AnswerReport.Sums sums = answered(said, truth).answerable();
        assertEquals(exact, sums.exact());
        assertEquals(f1, sums.f1(), EXACT);
    }

    @Test
    void takesTheBestOfTheRightAnswersAndNoneWhereThereIsNone() {
        assertEquals(1, answered("the sea", "a lake", "sea").all().exactMatch());
        AnswerReport none = answered("");
        assertEquals(new AnswerReport.Sums(1, 1, 1), none.unanswerable());
        assertEquals(0, none.answerable().questions());
        AnswerReport wrong = answered("sea");
        assertEquals(List.of(new Mistake("here", "Where?", 0, "", "sea", 0.25f)), wrong.mistakes());
        assertEquals(0, wrong.figures().get("f1"));
        assertEquals(0.25, wrong.calibrationError(), EXACT);
        assertEquals(0.75, answered("sea", "sea").calibrationError(), EXACT);
    }

    @Test
    void keepsTheSurestMistakesAndOfEqualOnesTheFirst() {
        SurestMistakes mistakes = new SurestMistakes(2);
        float[] scores = {0.5f, 0.9f, 0.1f, 0.9f, 0.9f};
        for (int i = 0; i < scores.length; i++) {
            mistakes.add(new Mistake("line " + i, "", 0, "", "", scores[i]));
        }
        assertEquals(
                List.of("line 1", "line 3"),
                mistakes.surestFirst().stream().map(Mistake::place).toList());
        assertEquals(List.of(), new SurestMistakes(0).surestFirst());
    }

    @Test
    void refusesAnAnswerOfAnotherKind() {
        TaskResult entities = new Entities(List.of());
        ClassMeasure classes = new ClassMeasure(MOODS, Set.of(), true, 0);
        assertThrows(IllegalArgumentException.class, () -> classes.take(mood("bad"), entities));
        assertThrows(IllegalArgumentException.class, () -> new Counts(2, 1, 1));
    }

    private static List<WordSpan> spans(List<String> words, int start, int end) {
        return FoundSpans.of(words, List.of(entity("LOC", start, end, 1))).stream()
                .map(FoundSpans.Found::span)
                .toList();
    }

    private static Entity entity(String type, int start, int end, float score) {
        return new Entity(type, new Span("", start, end, start, end), score);
    }

    private static AnswerReport answered(String said, String... truths) {
        AnswerMeasure measure = new AnswerMeasure(3);
        List<Answer> answers = said.isEmpty() ? List.of() : List.of(new Answer(new Span(said, 0, 1, 0, 1), 0.25f));
        measure.take(
                new Example.OfAnswer("here", "Where?", "context", List.of(truths)), new Answers("Where?", answers, 0));
        return measure.report();
    }

    private static Example.OfClass mood(String label) {
        return new Example.OfClass("here", TextInput.of("text"), label);
    }

    private static Example.OfLabels moods(String... labels) {
        return new Example.OfLabels("here", TextInput.of("text"), Set.of(labels));
    }

    private static Classes scores(float... scores) {
        List<ClassScore> ranked = IntStream.range(0, scores.length)
                .mapToObj(i -> new ClassScore(MOODS.get(i), scores[i]))
                .sorted((one, other) -> Float.compare(other.score(), one.score()))
                .toList();
        return new Classes(ranked.get(0).label(), ranked.get(0).score(), ranked, "single", false);
    }
}

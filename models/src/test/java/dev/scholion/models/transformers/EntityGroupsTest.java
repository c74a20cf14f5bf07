package dev.scholion.models.transformers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scholion.models.testing.TinyModel;
import dev.scholion.models.text.PipelineTokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityGroupsTest {
    private static final List<String> LABELS =
            List.of("O", "B-PER", "I-PER", "E-PER", "S-PER", "B-LOC", "I-LOC", "PLACE", "geo-place");

    @TempDir
    private Path folder;

    private PipelineTokenizer tokenizer;

    @BeforeEach
    void open() {
        tokenizer = PipelineTokenizer.open(TinyModel.tagger(folder, 16), true, Set.of());
    }

    @AfterEach
    void close() {
        tokenizer.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "O B-PER I-PER O          | O 0-1, PER 1-3, O 3-4",
                "B-PER E-PER              | PER 0-1, PER 1-2",
                "S-PER S-PER              | PER 0-2",
                "E-PER I-PER              | PER 0-1, PER 1-2",
                "B-LOC B-LOC I-LOC        | LOC 0-1, LOC 1-3",
                "PLACE PLACE O            | PLACE 0-2, O 2-3",
                "geo-place geo-place      | place 0-2"
            })
    void groupsByTheTwoPrefixesThatTheOriginalKnows(String labels, String expected) {
        List<Piece> pieces = new ArrayList<>();
        for (String label : labels.trim().split(" ", -1)) {
            pieces.add(piece(pieces.size(), false, LABELS.indexOf(label), 0.9));
        }
        assertEquals(expected, described(groups(AggregationStrategy.SIMPLE).of(pieces)));
    }

    @ParameterizedTest
    @CsvSource({"FIRST, PER 0-2", "MAX, LOC 0-2", "AVERAGE, LOC 0-2", "SIMPLE, 'PER 0-1, LOC 1-2'"})
    void givesAWordOneLabelByTheStrategy(AggregationStrategy strategy, String expected) {
        List<Piece> pieces =
                List.of(piece(0, false, LABELS.indexOf("B-PER"), 0.5), piece(1, true, LABELS.indexOf("B-LOC"), 0.9));
        assertEquals(expected, described(groups(strategy).of(pieces)));
    }

    @Test
    void keepsTheLongerOfTwoThatOverlapAndThenTheSurer() {
        List<Entity> entities = List.of(
                entity("short", 0.9, 0, 2),
                entity("long", 0.1, 1, 5),
                entity("unsure", 0.2, 6, 8),
                entity("sure", 0.3, 7, 9));
        assertEquals("long 1-5, sure 7-9", described(EntityGroups.withoutOverlaps(entities)));
    }

    @Test
    void showsAnEmptyFirstEntityTwiceAsTheOriginalDoes() {
        List<Entity> entities = List.of(entity("empty", 0.9, 0, 0), entity("next", 0.9, 3, 4));
        assertEquals("empty 0-0, empty 0-0, next 3-4", described(EntityGroups.withoutOverlaps(entities)));
    }

    private EntityGroups groups(AggregationStrategy strategy) {
        return new EntityGroups(LABELS, strategy, tokenizer);
    }

    private static Piece piece(int token, boolean insideWord, int label, double score) {
        double[] scores = new double[LABELS.size()];
        scores[label] = score;
        return new Piece("w" + token, scores, token, token, token + 1, insideWord);
    }

    private static Entity entity(String label, double score, int start, int end) {
        return new Entity(label, score, 0, label, start, end);
    }

    private static String described(List<Entity> entities) {
        return entities.stream()
                .map(entity -> "%s %d-%d".formatted(entity.label(), entity.start(), entity.end()))
                .collect(Collectors.joining(", "));
    }
}

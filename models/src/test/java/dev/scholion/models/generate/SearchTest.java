package dev.scholion.models.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SearchTest {
    private static final int A = 2;
    private static final int B = 3;

    /** A is the likelier start, but what follows it is not. */
    private static final double[][] GARDEN_PATH = {
        {0, 0.01, 0.59, 0.40}, // start
        {0, 1, 0, 0}, // end
        {0, 0.40, 0.30, 0.30}, // a
        {0, 0.90, 0.05, 0.05}, // b
    };

    @Test
    void greedySearchTakesTheBestTokenEachTimeUntilTheEnd() {
        Bigrams language = new Bigrams(GARDEN_PATH);
        Hypothesis found = Search.of(config(10, 1, 1, EarlyStopping.HEURISTIC)).search(language);
        assertEquals(new Hypothesis(List.of(A, Bigrams.END), true), found);
        assertEquals(List.of(1, 1), language.rowsAsked());
    }

    @Test
    void greedySearchSaysThatItsLengthWasUsedUp() {
        Bigrams endless =
                new Bigrams(new double[] {0, 0, 1, 0}, new double[4], new double[] {0, 0, 1, 0}, new double[4]);
        Hypothesis found = Search.of(config(4, 1, 1, EarlyStopping.HEURISTIC)).search(endless);
        assertEquals(new Hypothesis(List.of(A, A, A), false), found);
    }

    @Test
    void aForcedEndIsNotTheModelsOwn() {
        GenerationConfig config = new GenerationConfig(
                Bigrams.START,
                Set.of(Bigrams.END),
                3,
                new BeamRules(1, 1, EarlyStopping.HEURISTIC),
                List.of(new Forced(Set.of(Bigrams.END), 2)),
                true);
        Bigrams endless =
                new Bigrams(new double[] {0, 0, 1, 0}, new double[4], new double[] {0, 0, 1, 0}, new double[4]);
        assertEquals(
                new Hypothesis(List.of(A, Bigrams.END), false),
                Search.of(config).search(endless));
    }

    @Test
    void beamsFindWhatGreedySearchMisses() {
        Bigrams language = new Bigrams(GARDEN_PATH);
        Hypothesis found = Search.of(config(10, 2, 1, EarlyStopping.HEURISTIC)).search(language);
        assertEquals(new Hypothesis(List.of(B, Bigrams.END), true), found);
        assertEquals(2, language.rowsAsked().get(0));
    }

    @Test
    void aLengthPenaltyChoosesBetweenShortAndLong() {
        double[][] shortOrLong = {
            {0, 0.3, 0.7, 0}, // start
            {0, 1, 0, 0}, // end
            {0, 0.2, 0, 0.8}, // a
            {0, 0.6, 0.4, 0}, // b
        };
        assertEquals(
                List.of(Bigrams.END),
                Search.of(config(8, 2, -1, EarlyStopping.NEVER))
                        .search(new Bigrams(shortOrLong))
                        .ids());
        assertEquals(
                List.of(A, B, Bigrams.END),
                Search.of(config(8, 2, 1, EarlyStopping.HEURISTIC))
                        .search(new Bigrams(shortOrLong))
                        .ids());
    }

    @Test
    void earlyStoppingIsContentWithTheFirstThatEnd() {
        double[][] slow = {
            {0, 0.3, 0.4, 0.3}, // start
            {0, 1, 0, 0}, // end
            {0, 0.02, 0.98, 0}, // a
            {0, 0.9, 0.1, 0}, // b
        };
        Bigrams hasty = new Bigrams(slow);
        Bigrams patient = new Bigrams(slow);
        Hypothesis first = Search.of(config(12, 2, 3, EarlyStopping.ALWAYS)).search(hasty);
        Hypothesis best = Search.of(config(12, 2, 3, EarlyStopping.NEVER)).search(patient);
        assertEquals(List.of(B, Bigrams.END), first.ids());
        assertEquals(2, hasty.rowsAsked().size());
        assertEquals(11, best.ids().size());
    }

    @Test
    void aScoreThatIsNoNumberIsTold() {
        NextTokens broken = prefixes -> {
            float[][] scores = new float[prefixes.size()][4];
            scores[0][B] = Float.NaN;
            return scores;
        };
        for (int beams : new int[] {1, 3}) {
            Search search = Search.of(config(5, beams, 1, EarlyStopping.HEURISTIC));
            ScoreException told = assertThrows(ScoreException.class, () -> search.search(broken));
            assertEquals("the score of token 3 is not a number", told.getMessage());
        }
    }

    /** With as many beams as there are sequences nothing is lost on the way, so the search must find the best of all. */
    @Test
    void enoughBeamsFindTheBestSequenceOfAll() {
        Random random = new Random(5);
        int maxLength = 5;
        for (int i = 0; i < 200; i++) {
            Bigrams language = random(random);
            List<Integer> best = best(language, maxLength - 1);
            Hypothesis found =
                    Search.of(config(maxLength, 200, 0, EarlyStopping.NEVER)).search(language);
            assertEquals(language.score(best), language.score(found.ids()), 1e-4, language::toString);
        }
    }

    private static Bigrams random(Random random) {
        double[][] probabilities = new double[4][];
        for (int last = 0; last < 4; last++) {
            double[] row = random.doubles(4, 0.01, 1).toArray();
            row[Bigrams.START] = 0;
            double sum = row[1] + row[2] + row[3];
            for (int token = 0; token < 4; token++) {
                row[token] /= sum;
            }
            probabilities[last] = row;
        }
        return new Bigrams(probabilities);
    }

    private static List<Integer> best(Bigrams language, int tokens) {
        List<List<Integer>> open = List.of(List.of());
        List<Integer> best = List.of();
        double score = Double.NEGATIVE_INFINITY;
        for (int length = 1; length <= tokens; length++) {
            List<List<Integer>> longer = new ArrayList<>();
            for (List<Integer> sequence : open) {
                for (int token = 1; token < language.vocabulary(); token++) {
                    List<Integer> next = new ArrayList<>(sequence);
                    next.add(token);
                    if (token != Bigrams.END && length < tokens) {
                        longer.add(next);
                    } else if (language.score(next) > score) {
                        score = language.score(next);
                        best = next;
                    }
                }
            }
            open = longer;
        }
        return best;
    }

    private static GenerationConfig config(
            int maxLength, int beams, double lengthPenalty, EarlyStopping earlyStopping) {
        return new GenerationConfig(
                Bigrams.START,
                Set.of(Bigrams.END),
                maxLength,
                new BeamRules(beams, lengthPenalty, earlyStopping),
                List.of(),
                false);
    }
}

package dev.scholion.models.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoreRuleTest {
    @Test
    void whatWasThereBeforeIsMadeLessLikelyOnce() {
        float[] scores = {2, -2, 4, -4};
        new RepetitionPenalty(2).apply(new int[] {0, 1, 1}, scores);
        assertArrayEquals(new float[] {1, -4, 4, -4}, scores);
    }

    @Test
    void noNgramComesTwice() {
        assertEquals(Set.of(3), banned(new NoRepeatNgram(3), 1, 2, 3, 1, 2));
        assertEquals(Set.of(1, 2), banned(new NoRepeatNgram(1), 1, 2));
        assertEquals(Set.of(), banned(new NoRepeatNgram(3), 1, 2));
        assertEquals(Set.of(2), banned(new NoRepeatNgram(2), 2, 2));
    }

    @Test
    void badWordsAreNotCompleted() {
        BadWords rule = new BadWords(List.of(List.of(4), List.of(1, 2, 3), List.of(2, 5)));
        assertEquals(Set.of(4), banned(rule, 0, 2, 1));
        assertEquals(Set.of(3, 4, 5), banned(rule, 0, 1, 2));
        assertEquals(Set.of(4, 5), banned(rule, 2));
    }

    @Test
    void tokensAreSuppressedAtTheirLengthsAlone() {
        assertEquals(Set.of(2), banned(Suppressed.before(Set.of(2), 3), 0, 1));
        assertEquals(Set.of(), banned(Suppressed.before(Set.of(2), 3), 0, 1, 1));
        assertEquals(Set.of(), banned(Suppressed.after(Set.of(2), 2), 0));
        assertEquals(Set.of(2), banned(Suppressed.after(Set.of(2), 2), 0, 1));
        assertEquals(Set.of(), banned(Suppressed.after(Set.of(2), 2), 0, 1, 1));
        assertEquals(Set.of(2), banned(Suppressed.always(Set.of(2)), 0, 1, 1));
    }

    @Test
    void aForcedTokenIsTheOnlyOne() {
        assertEquals(Set.of(0, 1, 3, 4, 5), banned(new Forced(Set.of(2), 1), 0));
        assertEquals(Set.of(), banned(new Forced(Set.of(2), 1), 0, 1));
    }

    @Test
    void probabilitiesSumToOneWhateverIsBanned() {
        float[] scores = {1, ScoreRule.BANNED, 3, 100};
        new LogProbabilities().apply(new int[] {0}, scores);
        assertEquals(
                1, IntStream.range(0, 4).mapToDouble(i -> Math.exp(scores[i])).sum(), 1e-6);
        assertEquals(ScoreRule.BANNED, scores[1]);
        assertEquals(-97, scores[2], 1e-4);
    }

    @Test
    void tokensThatTheModelCannotWriteAreLetBe() {
        int beyond = 6;
        assertEquals(Set.of(), banned(new NoRepeatNgram(1), beyond));
        assertEquals(Set.of(), banned(new BadWords(List.of(List.of(beyond))), 0));
        assertEquals(Set.of(), banned(Suppressed.always(Set.of(beyond)), 0));
        float[] scores = new float[beyond];
        new RepetitionPenalty(2).apply(new int[] {beyond}, scores);
        assertArrayEquals(new float[beyond], scores);
    }

    /** Of six tokens. */
    private static Set<Integer> banned(ScoreRule rule, int... prefix) {
        float[] scores = new float[6];
        rule.apply(prefix, scores);
        return Set.copyOf(IntStream.range(0, 6)
                .filter(token -> scores[token] == ScoreRule.BANNED)
                .boxed()
                .toList());
    }
}

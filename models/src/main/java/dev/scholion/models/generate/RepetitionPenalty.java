package dev.scholion.models.generate;

import java.util.Arrays;

/**
 * Makes tokens that were there before less likely.
 *
 * @param factor by which a negative score is multiplied and another divided; above 1 it is a penalty, below 1 a reward
 */
record RepetitionPenalty(float factor) implements ScoreRule {
    @Override
    public void apply(int[] prefix, float[] scores) {
        Arrays.stream(prefix)
                .distinct()
                .filter(token -> token < scores.length)
                .forEach(token -> scores[token] = scores[token] < 0 ? scores[token] * factor : scores[token] / factor);
    }
}

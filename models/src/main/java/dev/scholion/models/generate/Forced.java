package dev.scholion.models.generate;

import java.util.Arrays;
import java.util.Set;

/**
 * The only tokens that may come at one place.
 *
 * @param length of the prefix, the decoder's start included, after which they are forced
 */
record Forced(Set<Integer> tokens, int length) implements ScoreRule {
    Forced {
        tokens = Set.copyOf(tokens);
    }

    @Override
    public void apply(int[] prefix, float[] scores) {
        if (prefix.length == length) {
            Arrays.fill(scores, BANNED);
            tokens.forEach(token -> scores[token] = 0);
        }
    }
}

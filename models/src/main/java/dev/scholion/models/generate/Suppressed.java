package dev.scholion.models.generate;

import java.util.Set;

/**
 * Tokens that are not generated at some lengths.
 *
 * @param from shortest prefix, the decoder's start included, after which they are not
 * @param until shortest prefix after which they are again
 */
record Suppressed(Set<Integer> tokens, int from, int until) implements ScoreRule {
    Suppressed {
        tokens = Set.copyOf(tokens);
    }

    /** Nowhere. */
    static Suppressed always(Set<Integer> tokens) {
        return new Suppressed(tokens, 0, Integer.MAX_VALUE);
    }

    /** Not after one length. */
    static Suppressed after(Set<Integer> tokens, int length) {
        return new Suppressed(tokens, length, length + 1);
    }

    /** Not before a length is reached. */
    static Suppressed before(Set<Integer> tokens, int length) {
        return new Suppressed(tokens, 0, length);
    }

    @Override
    public void apply(int[] prefix, float[] scores) {
        if (prefix.length >= from && prefix.length < until) {
            tokens.stream().filter(token -> token < scores.length).forEach(token -> scores[token] = BANNED);
        }
    }
}

package dev.scholion.models.generate;

import java.util.Arrays;

/** A sequence and its score: while it runs the sum of its tokens' scores, once it has ended that by its length. Immutable. */
final class Beam {
    private final int[] sequence;
    private final float score;

    private Beam(int[] sequence, float score) {
        this.sequence = sequence;
        this.score = score;
    }

    /** The decoder's start alone. */
    static Beam of(int start, float score) {
        return new Beam(new int[] {start}, score);
    }

    Beam with(int token, float sum) {
        int[] longer = Arrays.copyOf(sequence, sequence.length + 1);
        longer[sequence.length] = token;
        return new Beam(longer, sum);
    }

    Beam withScore(float other) {
        return new Beam(sequence, other);
    }

    /** The decoder's start first; not to be changed. */
    int[] sequence() {
        return sequence;
    }

    float score() {
        return score;
    }

    int lastToken() {
        return sequence[sequence.length - 1];
    }

    /** Tokens behind the decoder's start. */
    int length() {
        return sequence.length - 1;
    }
}

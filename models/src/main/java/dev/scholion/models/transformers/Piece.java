package dev.scholion.models.transformers;

/** A token with the probabilities of its labels. Immutable; whoever makes it lets go of the array. */
final class Piece {
    private final String word;
    private final double[] scores;
    private final int index;
    private final int start;
    private final int end;
    private final boolean insideWord;

    /**
     * @param word the token, or the slice of the text for an unknown one
     * @param scores by label
     * @param index in its row
     * @param start first code point
     * @param end code point after the last
     */
    Piece(String word, double[] scores, int index, int start, int end, boolean insideWord) {
        this.word = word;
        this.scores = scores;
        this.index = index;
        this.start = start;
        this.end = end;
        this.insideWord = insideWord;
    }

    String word() {
        return word;
    }

    /** By label; not to be changed. */
    double[] scores() {
        return scores;
    }

    int index() {
        return index;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Whether it goes on with the word of the token before it. */
    boolean insideWord() {
        return insideWord;
    }
}

package dev.scholion.models.wordpiece;

import java.util.Arrays;

/**
 * Tokens of one text: ids, offsets in its code points, and words. Not to be changed once a tokenizer has given it away.
 */
public final class Tokens {
    /** The word of a token that stands for no text. */
    public static final int NO_WORD = -1;

    private int[] ids;
    private int[] starts;
    private int[] ends;
    private int[] words;
    private int length;

    private Tokens(int[] ids, int[] starts, int[] ends, int[] words) {
        this.ids = ids;
        this.starts = starts;
        this.ends = ends;
        this.words = words;
        this.length = ids.length;
    }

    /**
     * Tokens that another tokenizer made. The arrays are taken over.
     *
     * @throws IllegalArgumentException if they are not of one length
     */
    public static Tokens of(int[] ids, int[] starts, int[] ends, int[] words) {
        if (starts.length != ids.length || ends.length != ids.length || words.length != ids.length) {
            throw new IllegalArgumentException("%d ids, %d starts, %d ends, %d words"
                    .formatted(ids.length, starts.length, ends.length, words.length));
        }
        return new Tokens(ids, starts, ends, words);
    }

    /** @param expected how many there will be, perhaps */
    Tokens(int expected) {
        this.ids = new int[expected];
        this.starts = new int[expected];
        this.ends = new int[expected];
        this.words = new int[expected];
    }

    void add(int id, int start, int end, int word) {
        int at = length;
        if (at == ids.length) {
            grow();
        }
        ids[at] = id;
        starts[at] = start;
        ends[at] = end;
        words[at] = word;
        length = at + 1;
    }

    private void grow() {
        int more = 2 * length + 8;
        ids = Arrays.copyOf(ids, more);
        starts = Arrays.copyOf(starts, more);
        ends = Arrays.copyOf(ends, more);
        words = Arrays.copyOf(words, more);
    }

    /** Forgets all but the first ones. */
    void keep(int first) {
        length = first;
    }

    /** How many there are. */
    public int length() {
        return length;
    }

    public int id(int token) {
        return ids[checked(token)];
    }

    /** First code point of a token. */
    public int start(int token) {
        return starts[checked(token)];
    }

    /** Code point after a token's last. */
    public int end(int token) {
        return ends[checked(token)];
    }

    /** Index of a token's word, as the pre-tokenizer counts them, or {@link #NO_WORD}. */
    public int word(int token) {
        return words[checked(token)];
    }

    private int checked(int token) {
        if (token >= length) {
            throw new IndexOutOfBoundsException("token %d of %d".formatted(token, length));
        }
        return token;
    }

    /** A copy of all ids. */
    public int[] ids() {
        return Arrays.copyOf(ids, length);
    }
}

package dev.scholion.models.text;

import dev.scholion.models.wordpiece.Tokens;
import java.util.Arrays;

/**
 * One row as a tokenizer makes it for Transformers' pipelines: special tokens and padding included, offsets in code points of
 * the text that a token comes from. Immutable.
 */
public final class TokenizedRow {
    /** No word or sequence. */
    public static final int NONE = -1;

    private final int[] ids;
    private final int[] types;
    private final int[] mask;
    private final boolean[] special;
    private final int[] starts;
    private final int[] ends;
    private final int[] words;
    private final int[] sequences;

    TokenizedRow(
            int[] ids,
            int[] types,
            int[] mask,
            boolean[] special,
            int[] starts,
            int[] ends,
            int[] words,
            int[] sequences) {
        this.ids = ids;
        this.types = types;
        this.mask = mask;
        this.special = special;
        this.starts = starts;
        this.ends = ends;
        this.words = words;
        this.sequences = sequences;
    }

    /** Tokens, special ones and padding included. */
    public int length() {
        return ids.length;
    }

    public int id(int token) {
        return ids[token];
    }

    /** Whether a token is padding. */
    public boolean isPadding(int token) {
        return mask[token] == 0;
    }

    /** Whether the tokenizer put the token around the text; one that the text spells is none of them. */
    public boolean isSpecial(int token) {
        return special[token];
    }

    /** First code point of a token. */
    public int start(int token) {
        return starts[token];
    }

    /** Code point after a token's last. */
    public int end(int token) {
        return ends[token];
    }

    /** Index of a token's word in its text, or {@link #NONE}. */
    public int word(int token) {
        return words[token];
    }

    /** 0 for the first text, 1 for its pair, or {@link #NONE}. */
    public int sequence(int token) {
        return sequences[token];
    }

    /** Whether another row's tokens stand here from a token on. */
    boolean holds(int first, TokenizedRow other) {
        return Arrays.equals(ids, first, first + other.ids.length, other.ids, 0, other.ids.length);
    }

    /** Its tokens, which share its arrays. */
    Tokens tokens() {
        return Tokens.of(ids, starts, ends, words);
    }

    /** A copy of all ids. */
    public int[] ids() {
        return ids.clone();
    }

    /**
     * The row for an engine.
     *
     * @param withTypes whether the model is told the tokens' segments
     * @param padBefore padding to put before the first token
     */
    public Row row(boolean withTypes, int padBefore, int padId) {
        int[] rowIds = new int[padBefore + ids.length];
        int[] rowTypes = new int[rowIds.length];
        int[] rowMask = new int[rowIds.length];
        for (int column = 0; column < padBefore; column++) {
            rowIds[column] = padId;
        }
        System.arraycopy(ids, 0, rowIds, padBefore, ids.length);
        System.arraycopy(mask, 0, rowMask, padBefore, ids.length);
        if (withTypes) {
            System.arraycopy(types, 0, rowTypes, padBefore, ids.length);
        }
        return new Row(rowIds, rowTypes, rowMask);
    }
}

package dev.scholion.models.text;

import java.util.BitSet;

/**
 * The tokens of one text, special tokens not counted. Immutable.
 *
 * <p>Offsets are code points of the original text; {@link #utf16} turns them into indices of its {@code String}.
 */
public final class Encoding {
    private final String text;
    private final int[] ids;
    private final String[] tokens;
    private final int[] starts;
    private final int[] ends;
    private final BitSet wordStarts;
    private final CodePoints codePoints;

    Encoding(
            String text,
            int[] ids,
            String[] tokens,
            int[] starts,
            int[] ends,
            BitSet wordStarts,
            CodePoints codePoints) {
        this.text = text;
        this.ids = ids;
        this.tokens = tokens;
        this.starts = starts;
        this.ends = ends;
        this.wordStarts = wordStarts;
        this.codePoints = codePoints;
    }

    /** The original text. */
    public String text() {
        return text;
    }

    /** How many tokens there are. */
    public int length() {
        return ids.length;
    }

    public int id(int token) {
        return ids[token];
    }

    /** The vocabulary's spelling, for people to read. */
    public String token(int token) {
        return tokens[token];
    }

    /** First code point of a token. */
    public int start(int token) {
        return starts[token];
    }

    /** Code point after a token's last. */
    public int end(int token) {
        return ends[token];
    }

    /** Whether a token begins a word, by the rule of Hugging Face's pipeline. The first token always does. */
    public boolean startsWord(int token) {
        return token == 0 || wordStarts.get(token);
    }

    /** The UTF-16 index of a code point. */
    public int utf16(int codePoint) {
        return codePoints.utf16(codePoint);
    }

    /** The original text between two code points. */
    public String slice(int start, int end) {
        return text.substring(utf16(start), utf16(end));
    }
}

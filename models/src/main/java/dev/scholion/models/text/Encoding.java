package dev.scholion.models.text;

import dev.scholion.models.TaskResult;
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
    private final int[] words;
    private final CodePoints codePoints;

    Encoding(
            String text,
            int[] ids,
            String[] tokens,
            int[] starts,
            int[] ends,
            BitSet wordStarts,
            int[] words,
            CodePoints codePoints) {
        this.text = text;
        this.ids = ids;
        this.tokens = tokens;
        this.starts = starts;
        this.ends = ends;
        this.wordStarts = wordStarts;
        this.words = words;
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

    int[] ids() {
        return ids;
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

    /**
     * The first token of the word that the tokenizer's pre-tokenizer made of this token's surroundings; the token itself
     * where it knows no words.
     */
    public int firstOfWord(int token) {
        int first = token;
        while (first > 0 && words[token] >= 0 && words[first - 1] == words[token]) {
            first--;
        }
        return first;
    }

    /** The last token of that word. */
    public int lastOfWord(int token) {
        int last = token;
        while (last + 1 < ids.length && words[token] >= 0 && words[last + 1] == words[token]) {
            last++;
        }
        return last;
    }

    /** The UTF-16 index of a code point. */
    public int utf16(int codePoint) {
        return codePoints.utf16(codePoint);
    }

    /** Whether a code point is white space. */
    public boolean isBlank(int codePoint) {
        return Character.isWhitespace(text.codePointAt(utf16(codePoint)));
    }

    /** The original text between two code points. */
    public TaskResult.Span span(int start, int end) {
        int from = utf16(start);
        int to = utf16(end);
        return new TaskResult.Span(text.substring(from, to), start, end, from, to);
    }

    /** The original text between two code points, alone. */
    public String slice(int start, int end) {
        return text.substring(utf16(start), utf16(end));
    }
}

package dev.scholion.models.text;

import dev.scholion.models.TaskResult;
import dev.scholion.models.wordpiece.Tokens;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one text, special tokens not counted. Immutable.
 *
 * <p>Offsets are code points of the original text; {@link #utf16} turns them into indices of its {@code String}. Spellings,
 * words and those indices are looked up when they are asked for, since most tasks never ask.
 */
public final class Encoding {
    private final String text;
    private final Tokens tokens;
    private final Spellings spellings;

    /** Made when it is first asked for; two threads may both make it, and then it is the same. */
    private @Nullable CodePoints codePoints;

    Encoding(String text, Tokens tokens, Spellings spellings) {
        this.text = text;
        this.tokens = tokens;
        this.spellings = spellings;
    }

    /** The original text. */
    public String text() {
        return text;
    }

    /** How many tokens there are. */
    public int length() {
        return tokens.length();
    }

    public int id(int token) {
        return tokens.id(token);
    }

    int[] ids() {
        return tokens.ids();
    }

    /** The vocabulary's spelling, for people to read. */
    public String token(int token) {
        return spellings.token(tokens.id(token));
    }

    /** First code point of a token. */
    public int start(int token) {
        return tokens.start(token);
    }

    /** Code point after a token's last. */
    public int end(int token) {
        return tokens.end(token);
    }

    /** Whether a token begins a word, by the rule of Hugging Face's pipeline. The first token always does. */
    public boolean startsWord(int token) {
        return token == 0 || spellings.startsWord(this, token);
    }

    /**
     * The first token of the word that the tokenizer's pre-tokenizer made of this token's surroundings; the token itself
     * where it knows no words.
     */
    public int firstOfWord(int token) {
        int word = tokens.word(token);
        int first = token;
        while (first > 0 && word >= 0 && tokens.word(first - 1) == word) {
            first--;
        }
        return first;
    }

    /** The last token of that word. */
    public int lastOfWord(int token) {
        int word = tokens.word(token);
        int last = token;
        while (last + 1 < tokens.length() && word >= 0 && tokens.word(last + 1) == word) {
            last++;
        }
        return last;
    }

    /** The UTF-16 index of a code point. */
    public int utf16(int codePoint) {
        return codePoints().utf16(codePoint);
    }

    private CodePoints codePoints() {
        CodePoints made = codePoints;
        if (made == null) {
            made = new CodePoints(text);
            codePoints = made;
        }
        return made;
    }

    /** Whether a code point is white space. */
    public boolean isBlank(int codePoint) {
        return Character.isWhitespace(text.codePointAt(utf16(codePoint)));
    }

    /** Whether there is such a code point, and it is a space. */
    boolean isSpace(int codePoint) {
        return codePoint < codePoints().count() && text.charAt(utf16(codePoint)) == ' ';
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

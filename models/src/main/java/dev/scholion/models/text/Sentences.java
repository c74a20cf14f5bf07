package dev.scholion.models.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where the sentences of a text begin and end, by the rules of Unicode that Java knows. */
public final class Sentences {
    private Sentences() {}

    /**
     * A sentence's tokens.
     *
     * @param first first token
     * @param end token after the last
     */
    public record Range(int first, int end) {}

    /** The sentences that have tokens, in their order; a token belongs to the sentence that holds its last character. */
    public static List<Range> of(Encoding encoding) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
        breaks.setText(encoding.text());
        List<Range> sentences = new ArrayList<>();
        int first = 0;
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            int token = first;
            while (token < encoding.length() && lastUtf16(encoding, token) < end) {
                token++;
            }
            if (token > first) {
                sentences.add(new Range(first, token));
                first = token;
            }
        }
        return sentences;
    }

    private static int lastUtf16(Encoding encoding, int token) {
        int last = Math.max(encoding.start(token), encoding.end(token) - 1);
        return encoding.utf16(last);
    }
}

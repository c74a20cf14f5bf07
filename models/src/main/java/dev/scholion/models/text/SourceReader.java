package dev.scholion.models.text;

import dev.scholion.models.TextFaultException;
import dev.scholion.models.catalog.ModelPackageException;
import java.util.Arrays;
import java.util.List;

/**
 * Reads texts as sources of other texts: what is too long is cut between sentences, without overlap, so that nothing is
 * written twice. A prefix stands before each text, and again in each of its rows. Thread-safe.
 */
public final class SourceReader {
    private static final int LEAST_ROOM = 8;

    private final TextTokenizer tokenizer;
    private final String prefix;
    private final int prefixEnd;
    private final int longestRow;

    /**
     * @param tokenizer used for as long as the reader is
     * @param prefix may be empty
     * @param longestRow tokens of a row, special tokens and the prefix included
     * @throws ModelPackageException if the prefix leaves too little room
     */
    public SourceReader(TextTokenizer tokenizer, String prefix, int longestRow) {
        this.tokenizer = tokenizer;
        this.prefix = prefix;
        this.prefixEnd = prefix.codePointCount(0, prefix.length());
        this.longestRow = longestRow;
        int room = longestRow - tokenizer.specialTokens();
        if (room - tokenizer.encode(prefix).length() < Math.min(LEAST_ROOM, room)) {
            throw new ModelPackageException("the prefix '%s' leaves too little of %d tokens".formatted(prefix, room));
        }
    }

    /**
     * A text with its rows.
     *
     * @param encoding of prefix and text together
     * @param tokens of the text alone
     */
    public record Source(Encoding encoding, int tokens, List<Window> windows) {
        public Source {
            windows = List.copyOf(windows);
        }
    }

    /** What must be tokenised for a text. */
    public String prefixed(String text) {
        return prefix + text;
    }

    /**
     * The rows of a text.
     *
     * @param encoding of the {@link #prefixed} text
     * @throws TextFaultException if the text has no tokens
     */
    public Source read(Encoding encoding) {
        int first = 0;
        while (prefixEnd > 0 && first < encoding.length() && encoding.end(first) <= prefixEnd) {
            first++;
        }
        if (first == encoding.length()) {
            throw new TextFaultException(TextFaultException.Kind.NOT_TOKENIZABLE, "the text has no tokens");
        }
        RowFrame frame = tokenizer.frame();
        Row before = Row.joined(frame.prefix(), Row.of(Arrays.copyOf(encoding.ids(), first), frame.contentType()));
        Windows windows = new Windows(new RowFrame(before, frame.contentType(), frame.suffix()), longestRow, 0);
        return new Source(encoding, encoding.length() - first, windows.ofWholeSentences(encoding, first));
    }
}

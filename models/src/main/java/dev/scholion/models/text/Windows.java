package dev.scholion.models.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts an encoding into rows that fit the model.
 *
 * <p>All windows but the last are full; each begins {@code overlap} tokens before its predecessor ends. A text that fits
 * is one window.
 */
public final class Windows {
    private final RowFrame frame;
    private final int room;
    private final int step;

    Windows(RowFrame frame, int longestRow, int overlap) {
        this.frame = frame;
        this.room = longestRow - frame.length();
        if (room < 1) {
            throw new IllegalArgumentException(
                    "a row of %d tokens has no room beside %d special tokens".formatted(longestRow, frame.length()));
        }
        if (overlap < 0 || overlap >= room) {
            throw new IllegalArgumentException(
                    "an overlap of %d tokens, expected 0 to %d".formatted(overlap, room - 1));
        }
        this.step = room - overlap;
    }

    /** Tokens of text that one row can hold. */
    public int room() {
        return room;
    }

    /** The windows in the order of the text, at least one. */
    public List<Window> of(Encoding encoding) {
        List<Window> windows = new ArrayList<>();
        cut(encoding, 0, encoding.length(), windows);
        return windows;
    }

    /** A window for each sentence, or several for one that does not fit; at least one in all. */
    public List<Window> bySentence(Encoding encoding) {
        List<Window> windows = new ArrayList<>();
        Sentences.of(encoding).forEach(sentence -> cut(encoding, sentence.first(), sentence.end(), windows));
        return windows.isEmpty() ? of(encoding) : windows;
    }

    /** Windows without overlap that hold whole sentences where one fits, of the tokens from one on; at least one. */
    List<Window> ofWholeSentences(Encoding encoding, int from) {
        List<Window> windows = new ArrayList<>();
        int first = from;
        int end = from;
        for (Sentences.Range sentence : Sentences.of(encoding)) {
            if (sentence.end() - first > room && end > first) {
                cut(encoding, first, end, windows);
                first = end;
            }
            end = Math.max(end, sentence.end());
        }
        if (end > first || windows.isEmpty()) {
            cut(encoding, first, end, windows);
        }
        return windows;
    }

    private void cut(Encoding encoding, int from, int until, List<Window> windows) {
        int first = from;
        while (true) {
            int end = Math.min(first + room, until);
            windows.add(new Window(first, end, frame.prefix().length(), row(encoding, first, end)));
            if (end == until) {
                return;
            }
            first += step;
        }
    }

    private Row row(Encoding encoding, int first, int end) {
        int before = frame.prefix().length();
        int content = end - first;
        int[] ids = new int[frame.length() + content];
        int[] types = new int[ids.length];
        frame.prefix().copyTo(ids, types, 0);
        for (int i = 0; i < content; i++) {
            ids[before + i] = encoding.id(first + i);
            types[before + i] = frame.contentType();
        }
        frame.suffix().copyTo(ids, types, before + content);
        return new Row(ids, types);
    }
}

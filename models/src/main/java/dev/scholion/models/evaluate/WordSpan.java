package dev.scholion.models.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * An entity by its words.
 *
 * @param first number of its first word
 * @param last number of its last word
 */
public record WordSpan(String type, int first, int last) {
    /**
     * The spans that tags mean, by seqeval's usual definition, which is conlleval's: lenient, so that an {@code I-} without its
     * {@code B-} begins a span, and another type ends one.
     */
    public static List<WordSpan> of(List<WordTag> tags) {
        List<WordSpan> spans = new ArrayList<>();
        WordTag before = WordTag.OUTSIDE;
        int first = 0;
        for (int word = 0; word <= tags.size(); word++) {
            WordTag tag = word < tags.size() ? tags.get(word) : WordTag.OUTSIDE;
            if (tag.endsWhatStoodBefore(before)) {
                spans.add(new WordSpan(before.type(), first, word - 1));
            }
            if (tag.starts(before)) {
                first = word;
            }
            before = tag;
        }
        return spans;
    }

    boolean overlaps(WordSpan other) {
        return first <= other.last && other.first <= last;
    }
}

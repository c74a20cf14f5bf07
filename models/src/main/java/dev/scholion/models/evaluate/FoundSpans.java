package dev.scholion.models.evaluate;

import dev.scholion.models.TaskResult.Entity;
import java.util.ArrayList;
import java.util.List;

/**
 * Entities of a text as spans of its words, which stand in it with a single character between them. A word belongs to the
 * entity that covers its first character; an entity that covers no word's first character is none.
 */
final class FoundSpans {
    /** A span and how sure the model is of it. */
    record Found(WordSpan span, float score) {}

    private FoundSpans() {}

    /** @param entities in text order, never overlapping */
    static List<Found> of(List<String> words, List<Entity> entities) {
        List<Found> found = new ArrayList<>();
        int word = 0;
        int start = 0; // of the word, in UTF-16 units
        for (Entity entity : entities) {
            while (word < words.size() && start < entity.span().startUtf16()) {
                start += words.get(word++).length() + 1;
            }
            int first = word;
            while (word < words.size() && start < entity.span().endUtf16()) {
                start += words.get(word++).length() + 1;
            }
            if (word > first) {
                found.add(new Found(new WordSpan(entity.type(), first, word - 1), entity.score()));
            }
        }
        return found;
    }
}

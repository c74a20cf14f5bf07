package dev.scholion.models;

import java.util.List;
import java.util.function.Function;

/** What a model says about a text for one task. */
public sealed interface TaskResult {
    /**
     * Handles each kind of result. Java 17 has no exhaustive pattern switch; this stands in for it, so that a new kind
     * breaks every caller at compile time.
     */
    <R> R match(Function<Classes, R> onClasses, Function<Entities, R> onEntities);

    /**
     * Classes of the whole text.
     *
     * @param label the best label
     * @param scores every label with its score, best first; of equal scores the one earlier in the model's order
     * @param combined how the windows of a long text were combined, for example {@code mean-by-tokens}
     */
    record Classes(String label, float score, List<ClassScore> scores, String combined) implements TaskResult {
        public Classes {
            scores = List.copyOf(scores);
        }

        @Override
        public <R> R match(Function<Classes, R> onClasses, Function<Entities, R> onEntities) {
            return onClasses.apply(this);
        }
    }

    /** @param score a probability: softmax over the labels, or a sigmoid of its own where labels do not exclude each other */
    record ClassScore(String label, float score) {}

    /** @param entities in text order, never overlapping */
    record Entities(List<Entity> entities) implements TaskResult {
        public Entities {
            entities = List.copyOf(entities);
        }

        @Override
        public <R> R match(Function<Classes, R> onClasses, Function<Entities, R> onEntities) {
            return onEntities.apply(this);
        }
    }

    /**
     * A span of the text with its type.
     *
     * @param text the slice of the original text, never decoded from tokens
     * @param start first code point
     * @param end code point after the last
     * @param startUtf16 first UTF-16 unit, as {@link String#substring(int, int)} counts
     * @param endUtf16 UTF-16 unit after the last
     */
    record Entity(String type, String text, float score, int start, int end, int startUtf16, int endUtf16) {}
}

package dev.scholion.models;

import java.util.List;

/** What a model says about a text for one task. */
public sealed interface TaskResult {
    /**
     * Handles each kind of result. Java 17 has no exhaustive pattern switch; this stands in for it, so that a new kind
     * breaks every caller at compile time.
     */
    <R> R match(Cases<R> cases);

    /** What to do with each kind of result. */
    interface Cases<R> {
        R classes(Classes classes);

        R entities(Entities entities);

        R answers(Answers answers);

        R fills(Fills fills);

        R embedding(Embedding embedding);

        R summary(Summary summary);

        R redaction(Redaction redaction);

        R generation(Generation generation);
    }

    /**
     * Classes of the whole text.
     *
     * @param label the best label
     * @param scores the labels that were asked for with their scores, best first; of equal scores the one earlier in the
     *     model's order
     * @param combined how the windows of a long text were combined, for example {@code mean-by-tokens}
     * @param abstained whether the best score is below the confidence that was asked for, so that the label is no answer
     */
    record Classes(String label, float score, List<ClassScore> scores, String combined, boolean abstained)
            implements TaskResult {
        public Classes {
            scores = List.copyOf(scores);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.classes(this);
        }
    }

    /**
     * @param score a probability: softmax over the labels, or a sigmoid of its own where labels do not exclude each other;
     *     the raw number of a regression
     */
    record ClassScore(String label, float score) {}

    /** @param entities in text order, never overlapping */
    record Entities(List<Entity> entities) implements TaskResult {
        public Entities {
            entities = List.copyOf(entities);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.entities(this);
        }
    }

    /**
     * A piece of the original text.
     *
     * @param text the slice itself, never decoded from tokens
     * @param start first code point
     * @param end code point after the last
     * @param startUtf16 first UTF-16 unit, as {@link String#substring(int, int)} counts
     * @param endUtf16 UTF-16 unit after the last
     */
    record Span(String text, int start, int end, int startUtf16, int endUtf16) {}

    /** A span of the text with its type. */
    record Entity(String type, Span span, float score) {}

    /**
     * Answers that stand in the text.
     *
     * @param question as it was asked
     * @param answers best first; empty if the text has none
     * @param noAnswerScore score of there being no answer, 0 if that was not asked
     */
    record Answers(String question, List<Answer> answers, float noAnswerScore) implements TaskResult {
        public Answers {
            answers = List.copyOf(answers);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.answers(this);
        }
    }

    /** @param score probability of the start times that of the end, in the window where the answer stands */
    record Answer(Span span, float score) {}

    /** @param masks in text order */
    record Fills(List<Mask> masks) implements TaskResult {
        public Fills {
            masks = List.copyOf(masks);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.fills(this);
        }
    }

    /** @param fills what may stand in place of the mask, best first */
    record Mask(Span span, List<Fill> fills) {
        public Mask {
            fills = List.copyOf(fills);
        }
    }

    /**
     * @param token id in the vocabulary
     * @param text the token as text
     */
    record Fill(int token, String text, float score) {}

    /**
     * The text as a vector.
     *
     * @param values as many as the model's width
     * @param pooling how tokens became one vector, for example {@code mean}
     * @param normalized whether the vector has length 1
     * @param combined how the windows of a long text were combined
     */
    record Embedding(List<Float> values, String pooling, boolean normalized, String combined) implements TaskResult {
        public Embedding {
            values = List.copyOf(values);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.embedding(this);
        }
    }

    /** @param sentences those of the text that say most of it, in text order */
    record Summary(List<Sentence> sentences) implements TaskResult {
        public Summary {
            sentences = List.copyOf(sentences);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.summary(this);
        }
    }

    /** @param score cosine of the sentence's vector with that of the whole text, from -1 to 1 */
    record Sentence(Span span, float score) {}

    /**
     * The text without what must not be seen.
     *
     * @param text the masked copy
     * @param masked how many entities were replaced
     */
    record Redaction(String text, int masked) implements TaskResult {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.redaction(this);
        }
    }

    /**
     * Text that a model wrote.
     *
     * @param text without special tokens
     * @param tokens how many were generated
     * @param finished whether the model ended by itself, and not at the bound on its length
     */
    record Generation(String text, int tokens, boolean finished) implements TaskResult {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.generation(this);
        }
    }
}

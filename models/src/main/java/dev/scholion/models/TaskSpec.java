package dev.scholion.models;

import java.util.List;

/**
 * One task of a model.
 *
 * @param name unique in its model, for example {@code sentiment}
 * @param outputs names of the graph's outputs that it reads: start and end logits for question answering, one otherwise
 * @param labels in the order of the output's classes; empty for a task that has none of its own
 */
public record TaskSpec(String name, Kind kind, List<String> outputs, List<String> labels) {
    public TaskSpec {
        outputs = List.copyOf(outputs);
        labels = List.copyOf(labels);
    }

    /** A task that reads one output. */
    public static TaskSpec of(String name, Kind kind, String output, List<String> labels) {
        return new TaskSpec(name, kind, List.of(output), labels);
    }

    /** Kinds of task, by Hugging Face's names. */
    public enum Kind {
        TEXT_CLASSIFICATION,
        TOKEN_CLASSIFICATION,
        /** Finds the span of the text that answers a question. */
        QUESTION_ANSWERING,
        /** Scores the vocabulary at every masked token. */
        FILL_MASK,
        /** Turns the text into a vector. */
        SENTENCE_EMBEDDING,
        /** Scores labels that the model was not trained on, as hypotheses that the text may entail. */
        ZERO_SHOT_CLASSIFICATION,
        /** Chooses the sentences that say most of the text. */
        EXTRACTIVE_SUMMARY,
        /** Copies the text without its entities. */
        REDACTION,
        /** Writes text, for example a summary or a translation. */
        TEXT_GENERATION
    }
}

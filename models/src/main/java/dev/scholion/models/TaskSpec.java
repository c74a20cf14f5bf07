package dev.scholion.models;

import java.util.List;

/**
 * One task of a model.
 *
 * @param name unique in its model, for example {@code sentiment}
 * @param output name of the graph's output
 * @param labels in the order of the output's classes
 */
public record TaskSpec(String name, Kind kind, String output, List<String> labels) {
    public TaskSpec {
        labels = List.copyOf(labels);
    }

    /** Kinds of task, by Hugging Face's names. */
    public enum Kind {
        TEXT_CLASSIFICATION,
        TOKEN_CLASSIFICATION
    }
}

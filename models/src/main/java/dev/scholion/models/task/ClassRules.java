package dev.scholion.models.task;

import java.io.Serializable;

/**
 * Which classes a caller wants to see.
 *
 * @param windows how the windows of a long text are combined
 * @param topK most labels that are given
 * @param threshold lowest score that is given
 * @param abstainBelow best score below which the model is taken to have no answer
 */
public record ClassRules(WindowRule windows, int topK, float threshold, float abstainBelow) implements Serializable {
    /** All labels, whatever their scores. */
    public static final ClassRules ALL = new ClassRules(
            WindowRule.MEAN_BY_TOKENS, Integer.MAX_VALUE, Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY);

    public ClassRules {
        if (topK < 1) {
            throw new IllegalArgumentException("the best %d labels, expected at least 1".formatted(topK));
        }
    }
}

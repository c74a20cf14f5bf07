package dev.scholion.models.catalog;

import dev.scholion.models.TaskSpec;

/**
 * One task of a model and how its raw scores are read.
 *
 * @param activation of a text classification; token classification is softmax always
 * @param aggregation of a token classification; of no meaning otherwise
 * @param pooling of a sentence embedding; of no meaning otherwise
 */
public record TaskHead(TaskSpec spec, Activation activation, Aggregation aggregation, Pooling pooling) {
    /** A head whose scores are read in the usual way of its kind. */
    public static TaskHead of(TaskSpec spec) {
        return new TaskHead(spec, Activation.SOFTMAX, Aggregation.SIMPLE, Pooling.USUAL);
    }

    public TaskHead withSpec(TaskSpec other) {
        return new TaskHead(other, activation, aggregation, pooling);
    }

    public TaskHead withActivation(Activation other) {
        return new TaskHead(spec, other, aggregation, pooling);
    }

    public TaskHead withAggregation(Aggregation other) {
        return new TaskHead(spec, activation, other, pooling);
    }

    public TaskHead withPooling(Pooling other) {
        return new TaskHead(spec, activation, aggregation, other);
    }
}

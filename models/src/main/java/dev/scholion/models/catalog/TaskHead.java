package dev.scholion.models.catalog;

import dev.scholion.models.TaskSpec;

/**
 * One task of a model and how its raw scores are read.
 *
 * @param activation of a text classification; token classification is softmax always
 * @param aggregation of a token classification; of no meaning otherwise
 * @param pooling of a sentence embedding; of no meaning otherwise
 * @param temperature what the raw scores of a classification, or of the ends of an answer, are divided by before they become
 *     probabilities: above 1 the model is made less sure, below 1 more; of no meaning otherwise
 */
public record TaskHead(
        TaskSpec spec, Activation activation, Aggregation aggregation, Pooling pooling, double temperature) {
    /** Raw scores become probabilities as they are. */
    public static final double NO_TEMPERATURE = 1;

    public TaskHead {
        if (!isTemperature(temperature)) {
            throw new IllegalArgumentException("task '%s' has the temperature %s, expected a positive finite number"
                    .formatted(spec.name(), temperature));
        }
    }

    static boolean isTemperature(double number) {
        return number > 0 && Double.isFinite(number);
    }

    /** A head whose scores are read in the usual way of its kind. */
    public static TaskHead of(TaskSpec spec) {
        return new TaskHead(spec, Activation.SOFTMAX, Aggregation.SIMPLE, Pooling.USUAL, NO_TEMPERATURE);
    }

    public TaskHead withSpec(TaskSpec other) {
        return new TaskHead(other, activation, aggregation, pooling, temperature);
    }

    public TaskHead withActivation(Activation other) {
        return new TaskHead(spec, other, aggregation, pooling, temperature);
    }

    public TaskHead withAggregation(Aggregation other) {
        return new TaskHead(spec, activation, other, pooling, temperature);
    }

    public TaskHead withPooling(Pooling other) {
        return new TaskHead(spec, activation, aggregation, other, temperature);
    }

    public TaskHead withTemperature(double other) {
        return new TaskHead(spec, activation, aggregation, pooling, other);
    }
}

package dev.scholion.models.catalog;

import dev.scholion.models.TaskSpec;

/**
 * One task of a model and how its raw scores are read.
 *
 * @param activation of a text classification; token classification is softmax always
 * @param aggregation of a token classification; of no meaning otherwise
 */
public record TaskHead(TaskSpec spec, Activation activation, Aggregation aggregation) {}

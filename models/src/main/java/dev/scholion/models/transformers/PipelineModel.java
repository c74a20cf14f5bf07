package dev.scholion.models.transformers;

import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.TaskHead;
import dev.scholion.models.text.PipelineTokenizer;

/**
 * What a pipeline works with.
 *
 * @param model with the one task that the pipeline reads
 */
record PipelineModel(ModelPackage model, PipelineTokenizer tokenizer, PipelineEngine engine) {
    TaskHead head() {
        return model.tasks().get(0);
    }
}

package dev.scholion.models.transformers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;

/** One task of a model, answered as Transformers' pipeline of that name answers it. Thread-safe. */
@FunctionalInterface
interface Pipeline {
    /**
     * What the pipeline returns for one input, as JSON.
     *
     * <p>Tokenises on the caller's thread. The future fails as this method does.
     *
     * @throws PipelineInputException if the input has another shape than the task takes
     * @throws dev.scholion.models.TextFaultException if the input cannot be answered
     * @throws dev.scholion.models.EngineException if the engine is broken
     */
    CompletableFuture<JsonNode> answer(JsonNode input);
}

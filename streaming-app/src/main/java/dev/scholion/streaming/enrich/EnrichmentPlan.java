package dev.scholion.streaming.enrich;

import dev.scholion.streaming.config.PipelineConfig;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What the operator needs to know, found out once before the job is submitted. Plain data, so it travels to the workers.
 *
 * @param modelFolder the model's folder on every worker
 * @param modelDigest what a worker must find there
 * @param schemaIds registered schema of each output topic
 * @param inFlight events an operator subtask keeps in flight, derived from the batches: fewer would starve the engine
 */
public record EnrichmentPlan(
        PipelineConfig config, String modelFolder, String modelDigest, Map<String, Integer> schemaIds, int inFlight)
        implements Serializable {
    public EnrichmentPlan {
        schemaIds = Map.copyOf(schemaIds);
    }

    /** Every topic that the job writes. */
    public List<String> outputTopics() {
        return schemaIds.keySet().stream().sorted().toList();
    }
}

package dev.scholion.streaming.enrich;

import dev.scholion.streaming.config.PipelineConfig;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What the operator needs to know, found out once before the job is submitted. Plain data, so it travels to the workers.
 *
 * @param models in the order of the configuration's
 * @param schemaIds registered schema of each output topic
 * @param inFlight events an operator subtask keeps in flight, derived from the batches: fewer would starve the engine
 */
public record EnrichmentPlan(
        PipelineConfig config, List<ModelPlace> models, Map<String, Integer> schemaIds, int inFlight)
        implements Serializable {
    public EnrichmentPlan {
        models = List.copyOf(models);
        schemaIds = Map.copyOf(schemaIds);
        if (models.size() != config.models().size()) {
            throw new IllegalArgumentException("%d models are configured, %d were found"
                    .formatted(config.models().size(), models.size()));
        }
    }

    /**
     * Where a worker finds a model.
     *
     * @param folder the same on every worker
     * @param digest what must be found there
     */
    public record ModelPlace(String folder, String digest) implements Serializable {}

    /** Every topic that the job writes. */
    public List<String> outputTopics() {
        return schemaIds.keySet().stream().sorted().toList();
    }
}

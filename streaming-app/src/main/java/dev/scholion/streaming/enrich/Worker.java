package dev.scholion.streaming.enrich;

import dev.scholion.models.Predictor;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.predict.PredictorOptions;
import dev.scholion.models.predict.SharedPredictors;
import dev.scholion.schemas.registry.ConfluentSchemaRegistry;
import dev.scholion.schemas.registry.SchemaRegistry;
import dev.scholion.streaming.config.ModelConfig;
import dev.scholion.streaming.config.PipelineConfig;
import dev.scholion.streaming.input.EventDecoder;
import dev.scholion.streaming.output.RejectEncoder;
import dev.scholion.streaming.output.ResultEncoder;
import dev.scholion.streaming.output.TopicRouting;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;

/**
 * What one operator subtask works with. The predictor is shared by all subtasks of the process; the rest is its own.
 *
 * @param predictor a lease, given back by {@link #close}
 */
record Worker(Enrichment enrichment, Predictor predictor) implements AutoCloseable {
    /**
     * Loads what a plan names.
     *
     * @throws IllegalStateException if the model's files on this machine are not those the plan was made for
     */
    static Worker open(EnrichmentPlan plan) {
        PipelineConfig config = plan.config();
        ModelPackage model = model(plan);
        Predictor predictor = SharedPredictors.ofProcess().lease(model, options(config.model()));
        try {
            TopicRouting routing = TopicRouting.of(predictor.tasks(), config.output());
            String rejected = config.output().rejectedTopic();
            int limit = config.output().maxRecordBytes();
            return new Worker(
                    new Enrichment(
                            EventDecoder.of(config.input(), registry(config)),
                            predictor,
                            new ResultEncoder(routing, plan.schemaIds(), limit),
                            new RejectEncoder(
                                    rejected,
                                    Objects.requireNonNull(plan.schemaIds().get(rejected)),
                                    limit),
                            config.input().tombstones(),
                            InstantSource.system()),
                    predictor);
        } catch (RuntimeException e) {
            predictor.close();
            throw e;
        }
    }

    @Override
    public void close() {
        predictor.close();
    }

    private static ModelPackage model(EnrichmentPlan plan) {
        ModelPackage model = ModelPackage.read(Path.of(plan.modelFolder()));
        if (!model.digest().equals(plan.modelDigest())) {
            throw new IllegalStateException("the model in %s has digest %s, the job was made for %s"
                    .formatted(plan.modelFolder(), model.digest(), plan.modelDigest()));
        }
        String task = plan.config().model().task();
        return task == null ? model : model.withTaskName(task);
    }

    private static PredictorOptions options(ModelConfig config) {
        PredictorOptions options = PredictorOptions.defaults()
                .withThreads(config.threads())
                .withBatch(config.batchTokens(), config.batchRows());
        Integer stride = config.stride();
        return stride == null ? options : options.withOverlap(stride);
    }

    private static SchemaRegistry registry(PipelineConfig config) {
        return ConfluentSchemaRegistry.patient(
                config.registry().url(), config.registry().properties());
    }
}

package dev.scholion.streaming.enrich;

import dev.scholion.models.LanguageDetector;
import dev.scholion.models.Predictor;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.language.OpenNlpLanguageDetector;
import dev.scholion.models.predict.SharedPredictors;
import dev.scholion.schemas.registry.ConfluentSchemaRegistry;
import dev.scholion.schemas.registry.SchemaRegistry;
import dev.scholion.streaming.config.ConfigurationException.Problem;
import dev.scholion.streaming.config.ModelConfig;
import dev.scholion.streaming.config.PipelineConfig;
import dev.scholion.streaming.input.EventDecoder;
import dev.scholion.streaming.output.RejectEncoder;
import dev.scholion.streaming.output.ResultEncoder;
import dev.scholion.streaming.output.TopicRouting;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What one operator subtask works with. The models are shared by all subtasks of the process; the rest is its own.
 *
 * @param predictor a lease, given back by {@link #close}
 */
record Worker(Enrichment enrichment, Predictor predictor) implements AutoCloseable {
    /**
     * Loads what a plan names.
     *
     * @param device the GPU that is this subtask's, if a model runs on one
     * @throws IllegalStateException if the model's files on this machine are not those the plan was made for
     */
    static Worker open(EnrichmentPlan plan, int device) {
        PipelineConfig config = plan.config();
        List<ConfiguredModel> models = models(plan);
        Optional<LanguageDetector> detector =
                config.detectLanguage() ? Optional.of(new OpenNlpLanguageDetector()) : Optional.empty();
        Predictor predictor = SharedPredictors.ofProcess()
                .lease(models.stream().map(model -> model.use(device)).toList(), detector);
        try {
            TopicRouting routing = TopicRouting.of(
                    models.stream().flatMap(model -> model.specs().stream()).toList(), config.output());
            String rejected = config.output().rejectedTopic();
            int limit = config.output().maxRecordBytes();
            return new Worker(
                    new Enrichment(
                            EventDecoder.of(config.input(), config.furtherFields(), registry(config)),
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

    private static List<ConfiguredModel> models(EnrichmentPlan plan) {
        List<ConfiguredModel> models = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < plan.models().size(); i++) {
            ModelConfig config = plan.config().models().get(i);
            models.add(ConfiguredModel.of(config, model(config, plan.models().get(i)), problems));
        }
        if (!problems.isEmpty()) {
            throw new IllegalStateException("the job was made for other models: " + problems);
        }
        return models;
    }

    private static ModelPackage model(ModelConfig config, EnrichmentPlan.ModelPlace place) {
        ModelPackage model = ModelPackage.read(Path.of(place.folder()), Optional.ofNullable(config.precision()));
        if (!model.digest().equals(place.digest())) {
            throw new IllegalStateException("the model in %s has digest %s, the job was made for %s"
                    .formatted(place.folder(), model.digest(), place.digest()));
        }
        return model;
    }

    private static SchemaRegistry registry(PipelineConfig config) {
        return ConfluentSchemaRegistry.patient(
                config.registry().url(), config.registry().properties());
    }
}

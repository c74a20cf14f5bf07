package dev.scholion.streaming.job;

import dev.scholion.models.TaskSpec;
import dev.scholion.models.catalog.Catalog;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.predict.ModelUse;
import dev.scholion.models.predict.Predictors;
import dev.scholion.schemas.registry.ConfluentSchemaRegistry;
import dev.scholion.streaming.config.ConfigurationException;
import dev.scholion.streaming.config.ConfigurationException.Problem;
import dev.scholion.streaming.config.ModelConfig;
import dev.scholion.streaming.config.PipelineConfig;
import dev.scholion.streaming.enrich.ConfiguredModel;
import dev.scholion.streaming.enrich.EnrichmentPlan;
import dev.scholion.streaming.enrich.EnrichmentPlan.ModelPlace;
import dev.scholion.streaming.output.OutputContracts;
import dev.scholion.streaming.output.TopicRouting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything that is found out before a job is submitted: the models are read, brokers and registry are asked. Each
 * question can be put alone, for a command that tells of each.
 */
public final class Preparation {
    private final PipelineConfig config;
    private final List<ConfiguredModel> models;
    private final TopicRouting routing;

    private Preparation(PipelineConfig config, List<ConfiguredModel> models, TopicRouting routing) {
        this.config = config;
        this.models = models;
        this.routing = routing;
    }

    /**
     * Reads the models' files and tokenizers, without loading an engine, and gives each task a topic.
     *
     * @throws ConfigurationException if a model cannot be used or cannot do what is asked of it, or a task named in the
     *     file is no model's
     */
    public static Preparation of(PipelineConfig config, Catalog catalog) throws ConfigurationException {
        List<Problem> problems = new ArrayList<>();
        List<ConfiguredModel> models = new ArrayList<>();
        for (ModelConfig model : config.models()) {
            try {
                models.add(checked(ConfiguredModel.of(
                        model, catalog.open(model.location(), Optional.ofNullable(model.precision())), problems)));
            } catch (ModelPackageException e) {
                problems.add(new Problem(model.key(), String.valueOf(e.getMessage())));
            }
        }
        if (models.size() == config.models().size()) {
            checkNames(config, models, problems);
        }
        if (!problems.isEmpty()) {
            throw refusal(config, problems);
        }
        try {
            return new Preparation(config, models, TopicRouting.of(specs(models), config.output()));
        } catch (IllegalArgumentException e) {
            throw refusal(config, List.of(new Problem("output.topics", String.valueOf(e.getMessage()))));
        }
    }

    private static ConfiguredModel checked(ConfiguredModel model) {
        if (!model.tasks().isEmpty()) { // otherwise there are problems already
            Predictors.check(model.use());
        }
        return model;
    }

    /** Tasks of one name must not meet, and topics belong to tasks. */
    private static void checkNames(PipelineConfig config, List<ConfiguredModel> models, List<Problem> problems) {
        Set<String> names = new TreeSet<>();
        specs(models).forEach(task -> names.add(task.name()));
        for (String task : new TreeSet<>(config.output().topics().keySet())) {
            if (!names.contains(task)) {
                problems.add(new Problem(
                        "output.topics." + task, "there is no such task; there are " + String.join(", ", names)));
            }
        }
        try {
            ModelUse.requireDistinctTasks(models.stream()
                    .filter(model -> !model.tasks().isEmpty())
                    .map(ConfiguredModel::use)
                    .toList());
        } catch (IllegalArgumentException e) {
            problems.add(new Problem("models", String.valueOf(e.getMessage())));
        }
    }

    private static List<TaskSpec> specs(List<ConfiguredModel> models) {
        return models.stream().flatMap(model -> model.specs().stream()).toList();
    }

    /** What the brokers would not allow; empty if they are reached and all is well. */
    public List<Problem> brokerProblems() {
        return BrokerChecks.problems(config, routing.topics());
    }

    /** Makes the topics that the job reads and writes, where they are missing, with the brokers' own defaults. */
    public List<String> createMissingTopics() throws InterruptedException {
        List<String> topics = new ArrayList<>(config.input().topics());
        topics.addAll(routing.topics());
        return BrokerChecks.createMissing(config.kafka(), topics);
    }

    /** Why results could not be written with their schemas; empty if they can. Registers nothing. */
    public List<Problem> registryProblems() {
        return contracts().problems();
    }

    /** The models as they were read, in the order of the file. */
    public List<ConfiguredModel> models() {
        return models;
    }

    /**
     * All that the job's workers need to know.
     *
     * @throws ConfigurationException with everything that stands in the way
     */
    public EnrichmentPlan plan() throws ConfigurationException {
        List<Problem> problems = new ArrayList<>(brokerProblems());
        OutputContracts contracts = contracts();
        problems.addAll(contracts.problems());
        if (!problems.isEmpty()) {
            throw refusal(config, problems);
        }
        return new EnrichmentPlan(
                config,
                models.stream()
                        .map(each -> new ModelPlace(
                                each.model().folder().toAbsolutePath().toString(),
                                each.model().digest()))
                        .toList(),
                contracts.schemaIds(),
                inFlight());
    }

    private OutputContracts contracts() {
        return new OutputContracts(
                routing,
                new ConfluentSchemaRegistry(
                        config.registry().url(), config.registry().properties()),
                config.registry().autoRegister());
    }

    /** For each subtask as much as keeps the engine busy that takes most. */
    private int inFlight() {
        return models.stream()
                .mapToInt(model -> model.use().options().rowsInFlight())
                .max()
                .orElseThrow();
    }

    private static ConfigurationException refusal(PipelineConfig config, List<Problem> problems) {
        return new ConfigurationException("pipeline " + config.name(), problems);
    }
}

package dev.scholion.streaming.job;

import dev.scholion.models.TaskSpec;
import dev.scholion.models.catalog.Catalog;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.schemas.registry.ConfluentSchemaRegistry;
import dev.scholion.streaming.config.ConfigurationException;
import dev.scholion.streaming.config.ConfigurationException.Problem;
import dev.scholion.streaming.config.PipelineConfig;
import dev.scholion.streaming.enrich.EnrichmentPlan;
import dev.scholion.streaming.output.OutputContracts;
import dev.scholion.streaming.output.TopicRouting;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Everything that is found out before a job is submitted: the model is read, brokers and registry are asked. Each
 * question can be put alone, for a command that tells of each.
 */
public final class Preparation {
    private final PipelineConfig config;
    private final ModelPackage model;
    private final TopicRouting routing;

    private Preparation(PipelineConfig config, ModelPackage model, TopicRouting routing) {
        this.config = config;
        this.model = model;
        this.routing = routing;
    }

    /**
     * Reads the model's files, without loading an engine, and gives each of its tasks a topic.
     *
     * @throws ConfigurationException if the model cannot be used, or a task named in the file is not the model's
     */
    public static Preparation of(PipelineConfig config, Catalog catalog) throws ConfigurationException {
        ModelPackage model;
        try {
            model = catalog.open(config.model().location());
            String task = config.model().task();
            if (task != null) {
                model = model.withTaskName(task);
            }
        } catch (ModelPackageException | IllegalArgumentException e) {
            throw refusal(config, List.of(new Problem("model", String.valueOf(e.getMessage()))));
        }
        List<TaskSpec> tasks = model.tasks().stream().map(head -> head.spec()).toList();
        List<Problem> problems = new ArrayList<>();
        for (String task : new TreeSet<>(config.output().topics().keySet())) {
            if (tasks.stream().noneMatch(spec -> spec.name().equals(task))) {
                problems.add(new Problem(
                        "output.topics." + task,
                        "the model has no such task; it has "
                                + String.join(
                                        ", ", tasks.stream().map(TaskSpec::name).toList())));
            }
        }
        if (!problems.isEmpty()) {
            throw refusal(config, problems);
        }
        try {
            return new Preparation(config, model, TopicRouting.of(tasks, config.output()));
        } catch (IllegalArgumentException e) {
            throw refusal(config, List.of(new Problem("output.topics", String.valueOf(e.getMessage()))));
        }
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

    /** The model as it was read. */
    public ModelPackage model() {
        return model;
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
                model.folder().toAbsolutePath().toString(),
                model.digest(),
                contracts.schemaIds(),
                inFlight(config));
    }

    private OutputContracts contracts() {
        return new OutputContracts(
                routing,
                new ConfluentSchemaRegistry(
                        config.registry().url(), config.registry().properties()),
                config.registry().autoRegister());
    }

    /** For each subtask: a batch for every engine thread and as much to choose the next ones from. */
    private static int inFlight(PipelineConfig config) {
        return Math.max(16, 2 * config.model().threads() * config.model().batchRows());
    }

    private static ConfigurationException refusal(PipelineConfig config, List<Problem> problems) {
        return new ConfigurationException("pipeline " + config.name(), problems);
    }
}

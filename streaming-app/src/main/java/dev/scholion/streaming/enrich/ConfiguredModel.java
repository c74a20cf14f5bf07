package dev.scholion.streaming.enrich;

import dev.scholion.models.TaskSpec;
import dev.scholion.models.TaskSpec.Kind;
import dev.scholion.models.batch.BudgetOverride;
import dev.scholion.models.catalog.Aggregation;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.TaskHead;
import dev.scholion.models.predict.ModelUse;
import dev.scholion.models.predict.PredictorOptions;
import dev.scholion.models.task.Task;
import dev.scholion.streaming.config.ConfigurationException.Problem;
import dev.scholion.streaming.config.ModelConfig;
import dev.scholion.streaming.config.TaskConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A model as a pipeline file asks for it.
 *
 * @param model as it was read, with what the file says of all its heads
 */
public record ConfiguredModel(ModelConfig config, ModelPackage model, List<Task> tasks) {
    public ConfiguredModel {
        tasks = List.copyOf(tasks);
    }

    /**
     * Puts a file's section on the model that it names. Nothing is loaded.
     *
     * @param read as the section's location and precision say
     * @param problems gets whatever the model cannot do; the tasks without problems are in the result
     */
    public static ConfiguredModel of(ModelConfig config, ModelPackage read, List<Problem> problems) {
        ModelPackage model = read;
        String task = config.task();
        if (task != null) {
            if (model.tasks().size() == 1) {
                model = model.withTaskName(task);
            } else {
                problems.add(new Problem(
                        config.key() + ".task",
                        "names the only task of a model, and this one has "
                                + model.tasks().size() + "; name them under tasks"));
            }
        }
        Aggregation aggregation = config.aggregation();
        if (aggregation != null) {
            if (model.tasks().stream().noneMatch(head -> head.spec().kind() == Kind.TOKEN_CLASSIFICATION)) {
                problems.add(new Problem(config.key() + ".aggregation", "the model finds no entities"));
            }
            model = model.withAggregation(aggregation);
        }
        return new ConfiguredModel(config, model, tasks(config, model, problems));
    }

    private static List<Task> tasks(ModelConfig config, ModelPackage model, List<Problem> problems) {
        List<Task> tasks = new ArrayList<>();
        List<TaskConfig> asked = config.tasks();
        if (asked != null) {
            asked.forEach(each -> new TaskBinding(each, model).task(problems).ifPresent(tasks::add));
            return tasks;
        }
        for (TaskHead head : model.tasks()) {
            Task.usual(head)
                    .ifPresentOrElse(
                            tasks::add,
                            () -> problems.add(new Problem(
                                    config.key() + ".tasks",
                                    "is missing: the head '%s' (%s) must be told what to answer, for example by a question"
                                            .formatted(
                                                    head.spec().name(),
                                                    TaskConfig.spelled(
                                                            head.spec().kind())))));
        }
        return tasks;
    }

    /** What the tasks answer, in the order of the file. */
    public List<TaskSpec> specs() {
        return tasks.stream().map(Task::spec).toList();
    }

    /**
     * The model on the engine that the file asks for.
     *
     * @throws IllegalArgumentException if there is no task
     */
    public ModelUse use() {
        return new ModelUse(model, tasks, Set.copyOf(config.languages()), options());
    }

    /**
     * As {@link #use()}, on a worker that was given a GPU.
     *
     * @param device its number, unless the file names one
     * @throws IllegalArgumentException if there is no task
     */
    ModelUse use(int device) {
        ModelUse use = use();
        return config.engine().device() == null ? use.on(device) : use;
    }

    private PredictorOptions options() {
        PredictorOptions options = PredictorOptions.defaults()
                .withEngine(config.engine().options())
                .withThreads(config.threads())
                .withBatch(new BudgetOverride(
                        Optional.ofNullable(config.batchRows()), Optional.ofNullable(config.batchTokens())));
        Integer stride = config.stride();
        return stride == null ? options : options.withOverlap(stride);
    }
}

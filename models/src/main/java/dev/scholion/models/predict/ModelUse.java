package dev.scholion.models.predict;

import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.engine.EngineOptions;
import dev.scholion.models.task.Task;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A model and what is asked of it.
 *
 * @param tasks at least one, each on a head of the model
 * @param languages codes of the languages that the model reads, for example {@code en}; empty for all
 */
public record ModelUse(ModelPackage model, List<Task> tasks, Set<String> languages, PredictorOptions options) {
    public ModelUse {
        tasks = List.copyOf(tasks);
        languages = Set.copyOf(languages);
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("nothing is asked of the model '%s'".formatted(model.name()));
        }
        long writing =
                tasks.stream().filter(Task.TextGeneration.class::isInstance).count();
        if (writing > 0 && writing < tasks.size()) {
            throw new IllegalArgumentException(
                    "the model '%s' generates text, and can serve no other task beside that".formatted(model.name()));
        }
        Set<String> names = tasks.stream().map(Task::name).collect(Collectors.toSet());
        if (names.size() < tasks.size()) {
            throw new IllegalArgumentException("two tasks of the model '%s' have one name".formatted(model.name()));
        }
    }

    /** The same on another GPU, unless it runs on the CPU in any case. */
    public ModelUse on(int device) {
        boolean onCpu =
                options.engine().kind().filter(EngineOptions.CPU::equals).isPresent();
        return onCpu
                ? this
                : new ModelUse(
                        model,
                        tasks,
                        languages,
                        options.withEngine(options.engine().withDevice(device)));
    }

    /** Whether the model writes text; such a model does nothing else. */
    boolean generatesText() {
        return tasks.stream().anyMatch(Task.TextGeneration.class::isInstance);
    }

    /** Names of the tasks. */
    Set<String> names() {
        return tasks.stream().map(Task::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** @throws IllegalArgumentException if two models would answer the same task about the same text */
    public static void requireDistinctTasks(List<ModelUse> uses) {
        for (int i = 0; i < uses.size(); i++) {
            for (int j = 0; j < i; j++) {
                ModelUse one = uses.get(j);
                ModelUse other = uses.get(i);
                boolean meet = one.languages().isEmpty()
                        || other.languages().isEmpty()
                        || !Collections.disjoint(one.languages(), other.languages());
                Set<String> names = one.names();
                names.retainAll(other.names());
                if (meet && !names.isEmpty()) {
                    throw new IllegalArgumentException("the models '%s' and '%s' both answer %s of the same texts"
                            .formatted(one.model().name(), other.model().name(), names));
                }
            }
        }
    }

    /**
     * All that the model's heads say, of texts in any language.
     *
     * @throws ModelPackageException if that needs a word of the caller, as question answering does
     */
    public static ModelUse usual(ModelPackage model, PredictorOptions options) {
        List<Task> tasks = model.tasks().stream()
                .flatMap(head -> Task.usual(head).stream())
                .toList();
        if (tasks.isEmpty()) {
            throw new ModelPackageException("the model '%s' can do %s, and must be told what: a question, for example"
                    .formatted(
                            model.name(),
                            model.tasks().stream()
                                    .map(head -> head.spec().kind())
                                    .toList()));
        }
        return new ModelUse(model, tasks, Set.of(), options);
    }
}

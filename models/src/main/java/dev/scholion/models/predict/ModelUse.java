package dev.scholion.models.predict;

import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.task.Task;
import java.util.List;
import java.util.Set;

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
    }

    /** All that the model's heads say, of texts in any language. */
    public static ModelUse usual(ModelPackage model, PredictorOptions options) {
        List<Task> tasks = model.tasks().stream()
                .flatMap(head -> Task.usual(head).stream())
                .toList();
        return new ModelUse(model, tasks, Set.of(), options);
    }
}

package dev.scholion.models.decode;

import dev.scholion.models.TaskResult;
import dev.scholion.models.TaskResult.Entity;
import dev.scholion.models.TextInput;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.task.Task;
import dev.scholion.models.text.Encoding;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A copy of the text in which the entities of some types are replaced. */
final class RedactionDecoder implements TaskDecoder {
    private static final String TYPE = "{type}";

    private final Task.Redaction task;
    private final EntityDecoder entities;

    RedactionDecoder(Task.Redaction task) {
        this.task = task;
        this.entities = new EntityDecoder(task.head());
        Set<String> known = task.labels().stream()
                .map(label -> Tag.parse(label).type())
                .filter(type -> !type.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        if (!known.containsAll(task.types())) {
            throw new ModelPackageException("task '%s' redacts %s, the model knows %s"
                    .formatted(task.name(), new TreeSet<>(task.types()), known));
        }
    }

    @Override
    public TaskResult.Redaction decode(TextInput input, Encoding encoding, List<List<WindowScores>> readings) {
        List<Entity> masked = entities.entities(encoding, readings.get(0)).stream()
                .filter(entity -> task.types().isEmpty() || task.types().contains(entity.type()))
                .toList();
        StringBuilder copy = new StringBuilder();
        int copied = 0;
        for (Entity entity : masked) {
            copy.append(input.text(), copied, entity.span().startUtf16())
                    .append(task.replacement().replace(TYPE, entity.type()));
            copied = entity.span().endUtf16();
        }
        copy.append(input.text(), copied, input.text().length());
        return new TaskResult.Redaction(copy.toString(), masked.size());
    }
}

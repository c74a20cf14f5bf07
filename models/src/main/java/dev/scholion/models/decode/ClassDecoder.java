package dev.scholion.models.decode;

import dev.scholion.models.TaskResult;
import dev.scholion.models.TextFaultException;
import dev.scholion.models.TextInput;
import dev.scholion.models.task.ClassRules;
import dev.scholion.models.task.Task;
import dev.scholion.models.text.Encoding;
import dev.scholion.models.text.Reading;
import java.util.List;

/**
 * Classes of a whole text. The windows of a long text are combined after the activation, so that one very sure window does
 * not outvote the rest.
 */
final class ClassDecoder implements TaskDecoder {
    private final Task.Classification task;

    ClassDecoder(Task.Classification task) {
        this.task = task;
    }

    @Override
    public List<Reading> readings(TextInput input) {
        return List.of(task.pairField()
                .map(field -> Reading.before(field(task, input, field)))
                .orElse(Reading.ALONE));
    }

    /** A text that must stand beside the input's own. */
    static String field(Task task, TextInput input, String name) {
        String value = input.fields().get(name);
        if (value == null) {
            throw new TextFaultException(
                    TextFaultException.Kind.MISSING_FIELD,
                    "task '%s' needs the field '%s'".formatted(task.name(), name));
        }
        return value;
    }

    @Override
    public TaskResult.Classes decode(TextInput input, Encoding encoding, List<List<WindowScores>> readings) {
        List<WindowScores> windows = readings.get(0);
        ClassRules rules = task.rules();
        float[] scores =
                WindowMean.of(windows, rules.windows(), window -> Probabilities.of(window.ofText(), task.head()));
        return RankedClasses.of(task.labels(), scores, rules, WindowMean.name(windows, rules.windows()));
    }
}

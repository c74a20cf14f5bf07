package dev.scholion.models.predict;

import dev.scholion.models.TaskResult;
import dev.scholion.models.TextInput;
import dev.scholion.models.decode.TaskDecoder;
import dev.scholion.models.decode.WindowScores;
import dev.scholion.models.engine.Scores;
import dev.scholion.models.task.Task;
import dev.scholion.models.text.Encoding;
import dev.scholion.models.text.Reading;
import dev.scholion.models.text.TextTokenizer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The tasks asked of one model: how they need a text to be read, and what they make of the scores. Thread-safe. */
final class ModelTasks {
    private final List<Asked> tasks;

    /** @param outputs places of the task's outputs in the engine's answer */
    private record Asked(String name, TaskDecoder decoder, List<Integer> outputs) {}

    ModelTasks(ModelUse use, TextTokenizer tokenizer) {
        List<String> outputs = use.model().outputs();
        this.tasks = use.tasks().stream()
                .map(task -> new Asked(task.name(), TaskDecoder.of(task, tokenizer), places(task, outputs)))
                .toList();
    }

    private static List<Integer> places(Task task, List<String> outputs) {
        return task.head().spec().outputs().stream().map(outputs::indexOf).toList();
    }

    /** Every way in which some task needs the text to be read, each once. */
    Set<Reading> readings(TextInput input) {
        Set<Reading> readings = new LinkedHashSet<>();
        tasks.forEach(task -> readings.addAll(task.decoder().readings(input)));
        return readings;
    }

    /** @param answers by reading, window for window */
    Map<String, TaskResult> decode(TextInput input, Encoding encoding, Map<Reading, List<WindowAnswer>> answers) {
        Map<String, TaskResult> results = new LinkedHashMap<>();
        for (Asked task : tasks) {
            List<List<WindowScores>> windows = task.decoder().readings(input).stream()
                    .map(reading -> Objects.requireNonNull(answers.get(reading)).stream()
                            .map(answer -> scores(answer, task.outputs()))
                            .toList())
                    .toList();
            results.put(task.name(), task.decoder().decode(input, encoding, windows));
        }
        return results;
    }

    private static WindowScores scores(WindowAnswer answer, List<Integer> outputs) {
        List<Scores> all = answer.answer().scores();
        return new WindowScores(
                answer.window(),
                outputs.stream().map(all::get).toList(),
                answer.answer().row());
    }
}

package dev.scholion.models.predict;

import dev.scholion.models.Annotations;
import dev.scholion.models.TaskResult;
import dev.scholion.models.catalog.TaskHead;
import dev.scholion.models.decode.TaskDecoder;
import dev.scholion.models.decode.WindowScores;
import dev.scholion.models.text.Encoding;
import dev.scholion.models.text.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns the scores of a text's windows into its annotations, task by task. Stateless. */
final class AnswerDecoder {
    private final List<TaskHead> heads;
    private final List<String> outputs;
    private final List<TaskDecoder> decoders;

    /** @param outputs in the order of the engine's scores */
    AnswerDecoder(List<TaskHead> heads, List<String> outputs) {
        this.heads = List.copyOf(heads);
        this.outputs = List.copyOf(outputs);
        this.decoders = heads.stream().map(TaskDecoder::of).toList();
    }

    Annotations decode(Encoding encoding, List<Window> windows, List<RowAnswer> answers) {
        Map<String, TaskResult> results = new LinkedHashMap<>();
        for (int task = 0; task < heads.size(); task++) {
            int output = outputs.indexOf(heads.get(task).spec().outputs().get(0));
            List<WindowScores> scores = new ArrayList<>();
            for (int i = 0; i < windows.size(); i++) {
                RowAnswer answer = answers.get(i);
                scores.add(new WindowScores(windows.get(i), answer.scores().get(output), answer.row()));
            }
            results.put(heads.get(task).spec().name(), decoders.get(task).decode(encoding, scores));
        }
        return new Annotations(results, windows.size(), encoding.length(), false);
    }
}

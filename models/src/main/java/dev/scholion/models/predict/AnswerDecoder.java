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
    private final List<TaskDecoder> decoders;

    AnswerDecoder(List<TaskHead> heads) {
        this.heads = List.copyOf(heads);
        this.decoders = heads.stream().map(TaskDecoder::of).toList();
    }

    Annotations decode(Encoding encoding, List<Window> windows, List<RowAnswer> answers) {
        Map<String, TaskResult> results = new LinkedHashMap<>();
        for (int task = 0; task < heads.size(); task++) {
            List<WindowScores> scores = new ArrayList<>();
            for (int i = 0; i < windows.size(); i++) {
                RowAnswer answer = answers.get(i);
                scores.add(new WindowScores(windows.get(i), answer.scores().get(task), answer.row()));
            }
            results.put(heads.get(task).spec().name(), decoders.get(task).decode(encoding, scores));
        }
        return new Annotations(results, windows.size(), encoding.length(), false);
    }
}

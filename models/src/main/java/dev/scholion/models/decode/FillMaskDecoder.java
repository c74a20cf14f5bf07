package dev.scholion.models.decode;

import dev.scholion.models.TaskResult;
import dev.scholion.models.TaskResult.Fill;
import dev.scholion.models.TaskResult.Mask;
import dev.scholion.models.TextInput;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.task.Task;
import dev.scholion.models.text.Encoding;
import dev.scholion.models.text.TextTokenizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What the vocabulary offers for each mask of a text: a softmax over all of it. A text without a mask has no fills. */
final class FillMaskDecoder implements TaskDecoder {
    private final Task.FillMask task;
    private final TextTokenizer tokenizer;
    private final int maskId;

    FillMaskDecoder(Task.FillMask task, TextTokenizer tokenizer) {
        this.task = task;
        this.tokenizer = tokenizer;
        this.maskId = tokenizer
                .maskId()
                .orElseThrow(() -> new ModelPackageException(
                        "task '%s' needs a tokenizer with a mask token".formatted(task.name())));
    }

    @Override
    public TaskResult.Fills decode(TextInput input, Encoding encoding, List<List<WindowScores>> readings) {
        List<Mask> masks = new ArrayList<>();
        Stitching.forEach(encoding, readings.get(0), (token, window) -> {
            if (encoding.id(token) == maskId) {
                masks.add(new Mask(
                        encoding.span(encoding.start(token), encoding.end(token)), fills(window.ofToken(token))));
            }
        });
        return new TaskResult.Fills(masks);
    }

    private List<Fill> fills(float[] raw) {
        float[] scores = Probabilities.softmax(raw);
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer id) -> scores[id]).reversed())
                .limit(task.topK())
                .map(id -> new Fill(id, tokenizer.decode(id).strip(), scores[id]))
                .toList();
    }
}

package dev.scholion.models.decode;

import dev.scholion.models.TaskResult;
import dev.scholion.models.TextInput;
import dev.scholion.models.catalog.Pooling;
import dev.scholion.models.catalog.TaskHead;
import dev.scholion.models.task.WindowRule;
import dev.scholion.models.text.Encoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The text as a vector. Those of a long text's windows are averaged before the result is normalized. */
final class EmbeddingDecoder implements TaskDecoder {
    private final Pooling pooling;

    EmbeddingDecoder(TaskHead head) {
        this.pooling = head.pooling();
    }

    @Override
    public TaskResult.Embedding decode(TextInput input, Encoding encoding, List<List<WindowScores>> readings) {
        List<WindowScores> windows = readings.get(0);
        float[] vector =
                WindowMean.of(windows, WindowRule.MEAN_BY_TOKENS, window -> Vectors.pooled(window, pooling.mode()));
        List<Float> values = new ArrayList<>();
        for (float value : pooling.normalized() ? Vectors.normalized(vector) : vector) {
            values.add(value);
        }
        return new TaskResult.Embedding(
                values,
                pooling.mode().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                pooling.normalized(),
                WindowMean.name(windows, WindowRule.MEAN_BY_TOKENS));
    }
}

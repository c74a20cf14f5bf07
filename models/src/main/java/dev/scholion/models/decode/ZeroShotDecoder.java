package dev.scholion.models.decode;

import dev.scholion.models.TaskResult;
import dev.scholion.models.TextInput;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.task.Task;
import dev.scholion.models.task.WindowRule;
import dev.scholion.models.text.Encoding;
import dev.scholion.models.text.Reading;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Labels as hypotheses that the text entails or not. As in Hugging Face's pipeline, labels that exclude each other share a
 * softmax over their entailment scores, and others have one each, over entailment and contradiction.
 *
 * <p>The windows of a long text are combined label by label: the raw entailment scores of labels that exclude each other,
 * the probabilities of others.
 */
final class ZeroShotDecoder implements TaskDecoder {
    private final Task.ZeroShotClassification task;
    private final List<Reading> readings;
    private final int entailment;
    private final int contradiction;
    private final double temperature;

    ZeroShotDecoder(Task.ZeroShotClassification task) {
        this.task = task;
        this.readings = task.labels().stream()
                .map(label -> Reading.before(task.hypothesis().replace("{}", label)))
                .toList();
        List<String> ofModel = task.head().spec().labels();
        this.entailment = IntStream.range(0, ofModel.size())
                .filter(label -> ofModel.get(label).toLowerCase(Locale.ROOT).startsWith("entail"))
                .findFirst()
                .orElseThrow(() -> new ModelPackageException(
                        "task '%s' needs a model with a label that begins with 'entail', the labels are %s"
                                .formatted(task.name(), ofModel)));
        this.contradiction = entailment == 0 ? ofModel.size() - 1 : 0;
        this.temperature = task.head().temperature();
    }

    @Override
    public List<Reading> readings(TextInput input) {
        return readings;
    }

    @Override
    public TaskResult.Classes decode(TextInput input, Encoding encoding, List<List<WindowScores>> windows) {
        boolean eachAlone = task.multiLabel() || task.labels().size() == 1;
        WindowRule rule = task.rules().windows();
        float[] scores = new float[windows.size()];
        for (int label = 0; label < scores.length; label++) {
            scores[label] = WindowMean.of(
                    windows.get(label), rule, window -> new float[] {score(window.ofText(), eachAlone)})[0];
        }
        List<WindowScores> first = windows.get(0);
        return RankedClasses.of(
                task.labels(),
                eachAlone ? scores : Probabilities.softmax(scores, temperature),
                task.rules(),
                WindowMean.name(first, rule));
    }

    private float score(float[] raw, boolean probability) {
        return probability
                ? Probabilities.softmax(new float[] {raw[contradiction], raw[entailment]}, temperature)[1]
                : raw[entailment];
    }
}

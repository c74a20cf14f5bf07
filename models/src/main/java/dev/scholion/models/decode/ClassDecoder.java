package dev.scholion.models.decode;

import dev.scholion.models.TaskResult;
import dev.scholion.models.TaskResult.ClassScore;
import dev.scholion.models.catalog.TaskHead;
import dev.scholion.models.text.Encoding;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Classes of a whole text. The windows of a long text are combined by the mean of their scores, each weighing as much as it
 * has tokens; the mean is taken after the activation, so that one very sure window does not outvote the rest.
 */
final class ClassDecoder implements TaskDecoder {
    /** The text was one window. */
    static final String SINGLE = "single";

    /** The text was several windows, and their scores were averaged by their number of tokens. */
    static final String MEAN_BY_TOKENS = "mean-by-tokens";

    private final TaskHead head;

    ClassDecoder(TaskHead head) {
        this.head = head;
    }

    @Override
    public TaskResult.Classes decode(Encoding encoding, List<WindowScores> windows) {
        List<String> labels = head.spec().labels();
        float[] scores = windows.size() == 1 ? of(windows.get(0)) : mean(windows, labels.size());
        List<ClassScore> ranked = IntStream.range(0, labels.size())
                .mapToObj(label -> new ClassScore(labels.get(label), scores[label]))
                .sorted(Comparator.comparingDouble(ClassScore::score).reversed())
                .toList();
        return new TaskResult.Classes(
                ranked.get(0).label(), ranked.get(0).score(), ranked, windows.size() == 1 ? SINGLE : MEAN_BY_TOKENS);
    }

    private float[] of(WindowScores window) {
        return Probabilities.of(window.ofText(), head.activation());
    }

    private float[] mean(List<WindowScores> windows, int labels) {
        double[] sums = new double[labels];
        long tokens = 0;
        for (WindowScores window : windows) {
            float[] scores = of(window);
            int weight = window.window().length();
            for (int label = 0; label < labels; label++) {
                sums[label] += (double) weight * scores[label];
            }
            tokens += weight;
        }
        float[] mean = new float[labels];
        for (int label = 0; label < labels; label++) {
            mean[label] = (float) (sums[label] / tokens);
        }
        return mean;
    }
}

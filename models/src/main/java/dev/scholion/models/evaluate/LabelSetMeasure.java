package dev.scholion.models.evaluate;

import dev.scholion.models.TaskResult;
import dev.scholion.models.TaskResult.ClassScore;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Measures labels that do not exclude each other: each one is predicted whose score, a probability, reaches a threshold. */
public final class LabelSetMeasure implements Measure<Example.OfLabels> {
    private final List<String> labels;
    private final Set<String> possible;
    private final float threshold;
    private final SurestMistakes mistakes;
    private final Tally tally = new Tally();
    private final Calibration calibration = new Calibration();
    private long examples;
    private long allRight;

    /**
     * @param labels of the model, in its order
     * @param possible the labels that are looked at, in truth and answers; all if empty
     * @param mistakes how many are kept
     */
    public LabelSetMeasure(List<String> labels, Set<String> possible, float threshold, int mistakes) {
        this.labels = List.copyOf(labels);
        this.possible = possible.isEmpty() ? Set.copyOf(labels) : Set.copyOf(possible);
        this.threshold = threshold;
        this.mistakes = new SurestMistakes(mistakes);
    }

    @Override
    public void take(Example.OfLabels example, TaskResult answer) {
        if (!(answer instanceof TaskResult.Classes classes)) {
            throw new IllegalArgumentException("no classes, but " + answer);
        }
        Set<String> truth = new TreeSet<>(example.labels());
        truth.retainAll(possible);
        truth.forEach(tally::truth);
        boolean right = true;
        int found = 0;
        for (ClassScore score : classes.scores()) {
            if (!possible.contains(score.label())) {
                continue;
            }
            boolean likely = score.score() >= 0.5f;
            calibration.add(likely ? score.score() : 1 - score.score(), likely == truth.contains(score.label()));
            if (score.score() < threshold) {
                continue;
            }
            tally.predicted(score.label());
            if (truth.contains(score.label())) {
                tally.right(score.label());
                found++;
            } else {
                right = false;
                mistakes.add(new Mistake(
                        example.place(), example.text(), 0, String.join(", ", truth), score.label(), score.score()));
            }
        }
        examples++;
        allRight += right && found == truth.size() ? 1 : 0;
    }

    @Override
    public LabelSetReport report() {
        return new LabelSetReport(
                examples, threshold, allRight, tally.inOrder(labels), calibration.error(), mistakes.surestFirst());
    }
}

package dev.scholion.models.evaluate;

import dev.scholion.models.TaskResult;
import dev.scholion.models.TaskResult.ClassScore;
import dev.scholion.models.evaluate.ClassReport.Confusion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Measures the class of a text: the one with the best score. */
public final class ClassMeasure implements Measure<Example.OfClass> {
    private record Pair(String truth, String predicted) {}

    private final List<String> labels;
    private final Set<String> possible;
    private final boolean probabilities;
    private final SurestMistakes mistakes;
    private final Tally tally = new Tally();
    private final Map<Pair, Long> pairs = new HashMap<>();
    private final Calibration calibration = new Calibration();
    private long examples;

    /**
     * @param labels of the model, in its order
     * @param possible the labels that can be predicted: the best of them is, whatever others score. All of them if empty
     * @param probabilities whether the labels' scores sum to 1; those of the possible labels are made to
     * @param mistakes how many are kept
     */
    public ClassMeasure(List<String> labels, Set<String> possible, boolean probabilities, int mistakes) {
        this.labels = List.copyOf(labels);
        this.possible = Set.copyOf(possible.isEmpty() ? new HashSet<>(labels) : possible);
        this.probabilities = probabilities;
        this.mistakes = new SurestMistakes(mistakes);
    }

    @Override
    public void take(Example.OfClass example, TaskResult answer) {
        if (!(answer instanceof TaskResult.Classes classes)) {
            throw new IllegalArgumentException("no classes, but " + answer);
        }
        List<ClassScore> scores = classes.scores().stream()
                .filter(score -> possible.contains(score.label()))
                .toList();
        ClassScore best = scores.get(0); // they come best first
        double whole =
                probabilities ? scores.stream().mapToDouble(ClassScore::score).sum() : 1;
        boolean right = best.label().equals(example.label());
        float score = (float) Math.min(1, Counts.ratio(best.score(), whole));
        examples++;
        tally.truth(example.label());
        tally.predicted(best.label());
        pairs.merge(new Pair(example.label(), best.label()), 1L, Long::sum);
        if (right) {
            tally.right(best.label());
        } else {
            mistakes.add(new Mistake(
                    example.place(),
                    example.text(),
                    0,
                    example.label(),
                    best.label(),
                    probabilities ? score : best.score()));
        }
        if (probabilities) {
            calibration.add(score, right);
        }
    }

    @Override
    public ClassReport report() {
        List<Confusion> confusion = new ArrayList<>();
        pairs.forEach((pair, count) -> confusion.add(new Confusion(pair.truth(), pair.predicted(), count)));
        confusion.sort(Comparator.comparingLong(Confusion::count)
                .reversed()
                .thenComparing(Confusion::truth)
                .thenComparing(Confusion::predicted));
        return new ClassReport(
                examples,
                tally.inOrder(labels),
                confusion,
                probabilities ? OptionalDouble.of(calibration.error()) : OptionalDouble.empty(),
                mistakes.surestFirst());
    }
}

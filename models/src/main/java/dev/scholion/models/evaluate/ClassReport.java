package dev.scholion.models.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How well the class of a text is told.
 *
 * @param labels that were predicted or true, in the model's order
 * @param confusion how often each pair of true and predicted label came, those that never came left out; most frequent first
 * @param calibrationError expected calibration error over 15 bins, if scores are probabilities
 */
public record ClassReport(
        long examples,
        List<LabelCounts> labels,
        List<Confusion> confusion,
        OptionalDouble calibrationError,
        List<Mistake> mistakes)
        implements Report {
    /** Of how many examples of the one label the other was predicted; the two may be the same. */
    public record Confusion(String truth, String predicted, long count) {}

    public ClassReport {
        labels = List.copyOf(labels);
        confusion = List.copyOf(confusion);
        mistakes = List.copyOf(mistakes);
    }

    /** Share of the examples that were answered right. */
    public double accuracy() {
        return Counts.ratio(LabelCounts.sum(labels).right(), examples);
    }

    /** Mean F1 of the labels that are true of some example. */
    public double macroF1() {
        return LabelCounts.mean(
                labels.stream().filter(label -> label.counts().truth() > 0).toList(), Counts::f1);
    }

    @Override
    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("accuracy", accuracy());
        figures.put("macro-f1", macroF1());
        return figures;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.classes(this);
    }
}

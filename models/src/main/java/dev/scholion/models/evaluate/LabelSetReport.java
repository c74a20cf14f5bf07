package dev.scholion.models.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well labels are told of which a text may have any number.
 *
 * @param threshold score from which on a label counts as predicted
 * @param allRight examples with all labels right and no other
 * @param labels that were predicted or true, in the model's order
 * @param calibrationError expected calibration error over 15 bins, each label of an example an answer, yes or no
 */
public record LabelSetReport(
        long examples,
        float threshold,
        long allRight,
        List<LabelCounts> labels,
        double calibrationError,
        List<Mistake> mistakes)
        implements Report {
    public LabelSetReport {
        labels = List.copyOf(labels);
        mistakes = List.copyOf(mistakes);
    }

    /** Over all pairs of an example and a label. */
    public Counts micro() {
        return LabelCounts.sum(labels);
    }

    /** Mean F1 of the labels that are true of some example. */
    public double macroF1() {
        return LabelCounts.mean(
                labels.stream().filter(label -> label.counts().truth() > 0).toList(), Counts::f1);
    }

    /** Share of the examples with all labels right and no other. */
    public double exactMatch() {
        return Counts.ratio(allRight, examples);
    }

    @Override
    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("micro-f1", micro().f1());
        figures.put("macro-f1", macroF1());
        figures.put("exact-match", exactMatch());
        return figures;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.labelSets(this);
    }
}

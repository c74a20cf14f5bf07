package dev.scholion.models.evaluate;

import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** The counts of one label, or of one type of entity. */
public record LabelCounts(String label, Counts counts) {
    /** Of all labels together. */
    static Counts sum(Collection<LabelCounts> labels) {
        return labels.stream().map(LabelCounts::counts).reduce(Counts.NONE, Counts::plus);
    }

    /** The mean of a figure over labels, each weighing the same; 0 of none. */
    static double mean(Collection<LabelCounts> labels, ToDoubleFunction<Counts> figure) {
        return labels.stream()
                .mapToDouble(label -> figure.applyAsDouble(label.counts()))
                .average()
                .orElse(0);
    }
}

package dev.scholion.models.evaluate;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts by label while they grow. Owned by one thread. */
final class Tally {
    private final Map<String, long[]> counts = new HashMap<>();

    void right(String label) {
        of(label)[0]++;
    }

    void predicted(String label) {
        of(label)[1]++;
    }

    void truth(String label) {
        of(label)[2]++;
    }

    private long[] of(String label) {
        return counts.computeIfAbsent(label, any -> new long[3]);
    }

    /** Of the labels that were predicted or there, in the order given. */
    List<LabelCounts> inOrder(Collection<String> labels) {
        return labels.stream()
                .filter(counts::containsKey)
                .map(label -> new LabelCounts(label, new Counts(of(label)[0], of(label)[1], of(label)[2])))
                .toList();
    }

    /** Of the labels that were predicted or there, by name. */
    List<LabelCounts> byName() {
        return inOrder(counts.keySet().stream().sorted().toList());
    }
}

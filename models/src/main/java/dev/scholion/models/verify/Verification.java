package dev.scholion.models.verify;

import java.util.List;
import java.util.Optional;

/**
 * How far a model's answers here agree with its stored ones.
 *
 * @param precision of the arithmetic that was compared
 * @param stored precision of the graph that gave the stored answers, if they say
 * @param cases texts that were compared
 * @param largestDifference of any score, 0 if none was compared
 * @param differences one line each, beginning with the text; empty if all agree
 * @param notCompared tasks whose stored answers are of a kind that is not compared yet
 */
public record Verification(
        String precision,
        Optional<String> stored,
        int cases,
        double tolerance,
        double largestDifference,
        List<String> differences,
        List<String> notCompared) {
    public Verification {
        notCompared = List.copyOf(notCompared);
        differences = List.copyOf(differences);
    }

    public boolean passed() {
        return differences.isEmpty();
    }
}

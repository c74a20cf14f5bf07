package dev.scholion.streaming.cli.labelled;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the labels of a file are to the model.
 *
 * @param known labels of the model, or its types of entities
 * @param translated their label to the model's, or to nothing for one that does not count
 */
public record TruthLabels(List<String> known, Map<String, String> translated) {
    /** @throws IllegalArgumentException if a label is translated to one that the model does not know */
    public TruthLabels {
        known = List.copyOf(known);
        translated = Map.copyOf(translated);
        for (Map.Entry<String, String> each : translated.entrySet()) {
            if (!each.getValue().isEmpty() && !known.contains(each.getValue())) {
                throw new IllegalArgumentException("'%s=%s': the model has no '%s', it has %s"
                        .formatted(each.getKey(), each.getValue(), each.getValue(), String.join(", ", known)));
            }
        }
    }

    /**
     * The model's label; empty if it does not count.
     *
     * @throws DataFileException if the model does not know it
     */
    Optional<String> ours(LabelledRow row, String theirs) throws DataFileException {
        String ours = translated.getOrDefault(theirs, theirs);
        if (ours.isEmpty() && translated.containsKey(theirs)) {
            return Optional.empty();
        }
        if (!known.contains(ours)) {
            throw row.problem(
                    "the model does not know '%s', it knows %s; --map '%s=OURS' translates it, --map '%s=' leaves it out"
                            .formatted(theirs, String.join(", ", known), theirs, theirs));
        }
        return Optional.of(ours);
    }
}

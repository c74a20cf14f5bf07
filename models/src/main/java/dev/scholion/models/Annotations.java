package dev.scholion.models;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All that models say about one text.
 *
 * @param results by task name, in the order of the tasks
 * @param models the model that answered each task, by task name
 * @param windows overlapping pieces the text was read in, at least 1; of several models the most
 * @param tokens tokens of the text, special tokens and overlaps not counted; of several models the first one's
 * @param truncated whether a part of the text was not read
 * @param language by which the models were chosen, where one was stated or detected
 */
public record Annotations(
        Map<String, TaskResult> results,
        Map<String, ModelIdentity> models,
        int windows,
        int tokens,
        boolean truncated,
        Optional<String> language) {
    public Annotations {
        results = Collections.unmodifiableMap(new LinkedHashMap<>(results));
        models = Map.copyOf(models);
    }
}

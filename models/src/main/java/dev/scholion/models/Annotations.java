package dev.scholion.models;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All that a model says about one text.
 *
 * @param results by task name, in the order of the model's tasks
 * @param windows overlapping pieces the text was read in, at least 1
 * @param tokens tokens of the text, special tokens and overlaps not counted
 * @param truncated whether a part of the text was not read
 */
public record Annotations(Map<String, TaskResult> results, int windows, int tokens, boolean truncated) {
    public Annotations {
        results = Collections.unmodifiableMap(new LinkedHashMap<>(results));
    }
}

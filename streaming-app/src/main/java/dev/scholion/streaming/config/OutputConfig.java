package dev.scholion.streaming.config;

import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where results go.
 *
 * @param topics topic of each task, by the task's name; a task that is not named goes to its usual topic
 * @param enrichedTopic topic of the combined results, or null for none
 * @param maxRecordBytes largest record that is written, key, value and headers together
 * @param ordered whether results leave in the order in which their events were read
 */
public record OutputConfig(
        Map<String, String> topics,
        @Nullable String enrichedTopic,
        String rejectedTopic,
        int maxRecordBytes,
        boolean ordered)
        implements Serializable {
    public OutputConfig {
        topics = Map.copyOf(topics);
    }
}

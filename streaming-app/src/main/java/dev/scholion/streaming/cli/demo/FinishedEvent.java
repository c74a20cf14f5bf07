package dev.scholion.streaming.cli.demo;

import java.time.Duration;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;

/**
 * An event whose results are all there.
 *
 * @param results by topic: one of each task, or one reject
 * @param latency from its sending until the last result had arrived at an ordinary consumer
 */
public record FinishedEvent(DemoEvent event, Map<String, GenericRecord> results, Duration latency) {
    public FinishedEvent {
        results = Map.copyOf(results);
    }
}

package dev.scholion.models.predict;

import dev.scholion.models.Annotations;
import dev.scholion.models.ModelIdentity;
import dev.scholion.models.TaskResult;
import dev.scholion.models.engine.EncoderDecoder;
import dev.scholion.models.text.SourceReader;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A tokenised text that waits for an engine thread, which then does all of its tasks.
 *
 * @param sources by the task's generator, at least one
 * @param asked in {@link System#nanoTime} terms
 * @param tokenized likewise
 */
record PendingGeneration(
        Map<Generator, SourceReader.Source> sources,
        Optional<String> language,
        Reply reply,
        long asked,
        long tokenized) {
    /** @throws RuntimeException as {@link Generator#write} */
    void run(EncoderDecoder engine, ModelIdentity model) {
        long started = System.nanoTime();
        Map<String, TaskResult> results = new LinkedHashMap<>();
        Map<String, ModelIdentity> models = new LinkedHashMap<>();
        int windows = 1;
        for (Map.Entry<Generator, SourceReader.Source> each : sources.entrySet()) {
            Generator generator = each.getKey();
            results.put(
                    generator.name(), generator.write(engine, each.getValue().windows(), reply::isDone));
            models.put(generator.name(), model);
            windows = Math.max(windows, each.getValue().windows().size());
        }
        SourceReader.Source first = sources.values().iterator().next();
        reply.complete(new Trace(
                new Annotations(results, models, windows, first.tokens(), false, language),
                first.encoding(),
                first.windows(),
                Duration.ofNanos(tokenized - asked),
                Duration.ofNanos(started - tokenized),
                Duration.ofNanos(System.nanoTime() - started)));
    }
}

package dev.scholion.benchmarks.host;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scholion.benchmarks.shape.EncoderShape;
import dev.scholion.benchmarks.shape.RandomModel;
import dev.scholion.benchmarks.shape.SkewedTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A model and the texts that are sent to it.
 *
 * @param share of an H200 that the stand-in stands in for
 * @param window tokens of the longest row
 * @param mean of the texts' lengths in tokens
 * @param parallelism Flink subtasks, and partitions
 */
record Scenario(EncoderShape shape, double share, int window, double mean, int events, int parallelism) {
    /** Texts that are made; events beyond repeat them. */
    private static final int DIFFERENT_TEXTS = 20_000;

    static final int LABELS = 3;

    String name() {
        return String.format(
                Locale.ROOT,
                "%s, texts of %.0f tokens in the mean and %d at most, %.4g of an H200, parallelism %d",
                shape.name(),
                mean,
                window,
                share,
                parallelism);
    }

    /** Writes the model that the job is told of. */
    Path model(Path folder, Path tokenizer) throws IOException {
        Path model = folder.resolve("%s-%d".formatted(shape.name(), window));
        new RandomModel(shape, window, LABELS).writeDescription(model, tokenizer);
        return model;
    }

    List<String> texts(Path tokenizer) throws IOException {
        return new SkewedTexts(tokenizer, 7).texts(Math.min(events, DIFFERENT_TEXTS), mean, window);
    }

    /** The events, as JSON. */
    List<byte[]> values(List<String> texts) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<byte[]> values = new ArrayList<>(events);
        for (int i = 0; i < events; i++) {
            values.add(json.writeValueAsBytes(
                    Map.of("id", "event-%07d".formatted(i), "language", "en", "text", texts.get(i % texts.size()))));
        }
        return values;
    }

    /** The pipeline file. */
    String pipeline(LocalServers servers, Path model, String name, String topic, String engine, String producer) {
        return """
                name: %s
                parallelism: %d
                kafka:
                  bootstrap-servers: %s
                  properties: {%s}
                registry: {url: %s, auto-register: true}
                input:
                  topics: %s
                  format: json
                  fields: {text: text, id: id, language: language}
                model:
                  location: %s
                  engine: {kind: %s}
                output:
                  topics: {classification: %s.results}
                  rejected-topic: %s.rejected
                """.formatted(
                        name,
                        parallelism,
                        servers.brokers(),
                        producer,
                        servers.registryUrl(),
                        topic,
                        model,
                        engine,
                        name,
                        name);
    }
}

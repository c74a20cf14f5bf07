package dev.scholion.benchmarks.host;

import dev.scholion.benchmarks.NamedValues;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Arguments of the host's benchmark, each as {@code name=value}.
 *
 * @param questions {@code rate}, {@code profile} and {@code latency}
 * @param shape of the model, for example {@code minilm-l6}
 * @param share of an H200; an eighth for two cores is to them what one is to sixteen
 * @param window tokens of the longest row
 * @param mean of the texts' lengths in tokens
 * @param events of each run
 * @param tokenizer {@code tokenizer.json}
 * @param kafkaProperties for the pipeline file, for example {@code linger.ms: 0}
 */
record HostOptions(
        List<String> questions,
        String shape,
        double share,
        int window,
        double mean,
        int events,
        int rounds,
        int parallelism,
        Path tokenizer,
        String kafkaProperties) {
    private static final Map<String, String> USUAL = Map.of(
            "questions", "rate,latency",
            "shape", "minilm-l6",
            "share", "1",
            "window", "64",
            "mean", "30",
            "events", "60000",
            "rounds", "10",
            "parallelism", "2",
            "tokenizer", "benchmarks/bert-base-uncased/tokenizer.json",
            "kafka", "");

    HostOptions {
        questions = List.copyOf(questions);
    }

    static HostOptions parse(String... arguments) {
        Map<String, String> values = NamedValues.parse(USUAL, arguments);
        return new HostOptions(
                List.of(values.getOrDefault("questions", "").split(",", -1)),
                values.getOrDefault("shape", ""),
                Double.parseDouble(values.getOrDefault("share", "")),
                Integer.parseInt(values.getOrDefault("window", "")),
                Double.parseDouble(values.getOrDefault("mean", "")),
                Integer.parseInt(values.getOrDefault("events", "")),
                Integer.parseInt(values.getOrDefault("rounds", "")),
                Integer.parseInt(values.getOrDefault("parallelism", "")),
                Path.of(values.getOrDefault("tokenizer", "")).toAbsolutePath(),
                values.getOrDefault("kafka", ""));
    }
}

package dev.scholion.benchmarks.gpu;

import dev.scholion.benchmarks.NamedValues;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Arguments of the GPU's benchmark, each as {@code name=value}.
 *
 * @param engine kind of the engine that is measured
 * @param goals names such as {@code G1}; {@code proofs} before them; {@code torch} for the comparison with PyTorch
 * @param tiny whether all models are tiny: a rehearsal, whose figures mean nothing
 * @param rounds of each alternation
 * @param span of one measurement
 * @param folder where models and built engines are kept
 * @param tokenizer {@code tokenizer.json}
 * @param libraries TensorRT's
 * @param python with PyTorch and Transformers
 * @param torch the script that measures PyTorch
 * @param results file that findings are added to
 * @param lanes batches on the device at a time
 */
record GpuOptions(
        String engine,
        List<String> goals,
        boolean tiny,
        int rounds,
        Duration span,
        Path folder,
        Path tokenizer,
        Path libraries,
        String python,
        Path torch,
        Path results,
        int lanes) {
    private static final Map<String, String> USUAL = Map.ofEntries(
            Map.entry("engine", "tensorrt"),
            Map.entry("goals", "proofs,G1,G2,G3,G4,G5,G6,G7,G8,G9,G10,G11,G12,torch"),
            Map.entry("tiny", "false"),
            Map.entry("rounds", "10"),
            Map.entry("millis", "500"),
            Map.entry("folder", "gpu-benchmark"),
            Map.entry("tokenizer", "benchmarks/bert-base-uncased/tokenizer.json"),
            Map.entry("libraries", "/opt/tensorrt"),
            Map.entry("python", "python3"),
            Map.entry("torch", "benchmarks/gpu/torch_reference.py"),
            Map.entry("results", "gpu-results.jsonl"),
            Map.entry("lanes", "2"));

    GpuOptions {
        goals = List.copyOf(goals);
    }

    static GpuOptions parse(String... arguments) {
        Map<String, String> values = NamedValues.parse(USUAL, arguments);
        return new GpuOptions(
                values.getOrDefault("engine", ""),
                Arrays.asList(values.getOrDefault("goals", "").split(",", -1)),
                Boolean.parseBoolean(values.get("tiny")),
                Integer.parseInt(values.getOrDefault("rounds", "")),
                Duration.ofMillis(Long.parseLong(values.getOrDefault("millis", ""))),
                path(values, "folder"),
                path(values, "tokenizer"),
                path(values, "libraries"),
                values.getOrDefault("python", ""),
                path(values, "torch"),
                path(values, "results"),
                Integer.parseInt(values.getOrDefault("lanes", "")));
    }

    private static Path path(Map<String, String> values, String name) {
        return Path.of(values.getOrDefault(name, "")).toAbsolutePath();
    }
}

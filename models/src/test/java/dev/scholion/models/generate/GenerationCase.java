package dev.scholion.models.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scholion.models.catalog.ModelPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What Transformers' {@code generate} made of some inputs by the same settings.
 *
 * @param kind folder of the model
 * @param settings those that differ from the model's own; null takes one away
 */
record GenerationCase(String kind, JsonNode settings, List<JsonNode> lines) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONFIG = "generation_config.json";

    static Stream<GenerationCase> all() {
        return Stream.of("bart", "t5", "marian").flatMap(GenerationCase::of);
    }

    /** Those with the model's own settings. */
    static Stream<GenerationCase> unchanged() {
        return all().filter(each -> each.settings().isEmpty());
    }

    private static Stream<GenerationCase> of(String kind) {
        Map<JsonNode, List<JsonNode>> bySettings = new LinkedHashMap<>();
        lines(folder(kind).resolve("expected.jsonl")).forEach(line -> bySettings
                .computeIfAbsent(line.path("settings"), any -> new ArrayList<>())
                .add(line));
        return bySettings.entrySet().stream().map(each -> new GenerationCase(kind, each.getKey(), each.getValue()));
    }

    /** The JSON of each line of a file. */
    static List<JsonNode> lines(Path file) {
        try {
            List<JsonNode> lines = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                lines.add(JSON.readTree(line));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path folder(String kind) {
        try {
            return Path.of(
                    GenerationCase.class.getResource("/generation/" + kind).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** The model with these settings, in an empty folder. */
    ModelPackage model(Path empty) throws IOException {
        try (Stream<Path> files = Files.list(folder(kind))) {
            for (Path file : files.toList()) {
                Files.copy(file, empty.resolve(file.getFileName()));
            }
        }
        Path config = empty.resolve(CONFIG);
        ObjectNode changed = (ObjectNode) JSON.readTree(config.toFile());
        changed.setAll((ObjectNode) settings);
        if (settings.has("max_new_tokens")) {
            changed.remove("max_length");
        }
        if (settings.has("max_length")) {
            changed.remove("max_new_tokens");
        }
        JSON.writeValue(config.toFile(), changed);
        return ModelPackage.read(empty);
    }

    @Override
    public String toString() {
        return kind + " " + settings;
    }
}

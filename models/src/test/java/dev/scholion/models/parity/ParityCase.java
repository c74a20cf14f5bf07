package dev.scholion.models.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A model folder with the answers that Hugging Face's pipeline gave. */
record ParityCase(Path folder, JsonNode description, List<JsonNode> lines) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where more cases lie, beside the project; they may be absent. */
    static Path root() {
        return home().resolve("../shared/parity").normalize();
    }

    /** The cases that models/export/family.py makes, then those beside the project. */
    static Stream<ParityCase> all() {
        return Stream.of(home().resolve("models/src/test/resources/parity"), root())
                .flatMap(ParityCase::in);
    }

    private static Path home() {
        return Path.of(System.getProperty("scholion.home", ".."));
    }

    private static Stream<ParityCase> in(Path root) {
        if (!Files.isDirectory(root)) {
            return Stream.empty();
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders
                    .filter(folder -> Files.exists(folder.resolve("expected.jsonl")))
                    .sorted()
                    .map(ParityCase::read)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ParityCase read(Path folder) {
        try {
            JsonNode description = JSON.readTree(folder.resolve("case.json").toFile());
            List<JsonNode> lines = Files.readString(folder.resolve("expected.jsonl"))
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(ParityCase::line)
                    .toList();
            return new ParityCase(folder, description, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode line(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return folder.getFileName().toString();
    }

    String task() {
        return description.path("task").asText();
    }

    /** Whether the inputs are single texts. */
    boolean singleTexts() {
        return lines.stream().allMatch(line -> line.path("input").isTextual());
    }

    JsonNode argument(String name) {
        return description.path("pipeline_args").path(name);
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    @Override
    public String toString() {
        return name();
    }
}

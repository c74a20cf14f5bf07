package dev.scholion.models.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A JSON file whose mistakes are reported with its file's name. */
final class JsonFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path path;
    private final JsonNode root;

    JsonFile(PackageFile file) {
        this(file.path(), file.verifiedBytes());
    }

    JsonFile(Path path) {
        this(path, bytes(path));
    }

    private JsonFile(Path path, byte[] bytes) {
        this.path = path;
        try {
            this.root = JSON.readTree(bytes);
        } catch (IOException e) {
            throw new ModelPackageException(path + " is not JSON: " + e.getMessage(), e);
        }
        if (!root.isContainerNode()) {
            throw new ModelPackageException(path + " holds neither a JSON object nor an array");
        }
    }

    private static byte[] bytes(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw PackageFile.unreadable(path, e);
        }
    }

    JsonNode root() {
        return root;
    }

    JsonNode at(String key) {
        return root.path(key);
    }

    /** A whole number of whatever size; one that does not fit says nothing. */
    Optional<Integer> integer(String key) {
        JsonNode value = at(key);
        return value.isNumber() && value.canConvertToLong() && Math.abs(value.asLong()) < Integer.MAX_VALUE
                ? Optional.of(value.asInt())
                : Optional.empty();
    }

    /** @throws ModelPackageException if there is a value, and it is no whole number within the bounds, both included */
    Optional<Integer> integer(String key, int least, int most) {
        JsonNode value = at(key);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < least || value.asLong() > most) {
            throw problem("%s is %s, expected a whole number from %d to %d".formatted(key, value, least, most));
        }
        return Optional.of(value.asInt());
    }

    /** A text, or the {@code content} of a token's description. */
    Optional<String> text(String key) {
        JsonNode value = at(key);
        JsonNode text = value.isObject() ? value.path("content") : value;
        return text.isTextual() ? Optional.of(text.asText()) : Optional.empty();
    }

    ModelPackageException problem(String message) {
        return new ModelPackageException(path + ": " + message);
    }
}

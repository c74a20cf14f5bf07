package dev.scholion.models.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;

/** A JSON file whose mistakes are reported with its file's name. */
final class JsonFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PackageFile file;
    private final JsonNode root;

    JsonFile(PackageFile file) {
        this.file = file;
        try {
            this.root = JSON.readTree(file.verifiedBytes());
        } catch (IOException e) {
            throw new ModelPackageException(file.path() + " is not JSON: " + e.getMessage(), e);
        }
        if (!root.isContainerNode()) {
            throw new ModelPackageException(file.path() + " holds neither a JSON object nor an array");
        }
    }

    JsonNode root() {
        return root;
    }

    JsonNode at(String key) {
        return root.path(key);
    }

    Optional<Integer> integer(String key) {
        JsonNode value = at(key);
        return value.isNumber() && value.canConvertToLong() && Math.abs(value.asLong()) < Integer.MAX_VALUE
                ? Optional.of(value.asInt())
                : Optional.empty();
    }

    /** A text, or the {@code content} of a token's description. */
    Optional<String> text(String key) {
        JsonNode value = at(key);
        JsonNode text = value.isObject() ? value.path("content") : value;
        return text.isTextual() ? Optional.of(text.asText()) : Optional.empty();
    }

    ModelPackageException problem(String message) {
        return new ModelPackageException(file.path() + ": " + message);
    }
}

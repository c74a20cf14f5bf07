package dev.scholion.models.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * What stands beside a {@code tokenizer.json} about it: {@code tokenizer_config.json}, completed by version 4's
 * {@code special_tokens_map.json} where the former does not describe its added tokens, and by {@code config.json}.
 */
final class TokenizerConfig {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode values;
    private final JsonNode model;

    /** @param model the content of {@code config.json}, empty if there is none */
    TokenizerConfig(ObjectNode values, JsonNode model) {
        this.values = values;
        this.model = model;
    }

    static TokenizerConfig of(ModelPackage model) {
        ObjectNode values = read(model, "tokenizer_config.json");
        if (!values.has("added_tokens_decoder")) {
            for (Map.Entry<String, JsonNode> entry :
                    read(model, "special_tokens_map.json").properties()) {
                values.set(entry.getKey(), entry.getValue());
            }
        }
        return new TokenizerConfig(values, read(model, "config.json"));
    }

    private static ObjectNode read(ModelPackage model, String name) {
        return model.file(name)
                .map(file -> {
                    try {
                        if (JSON.readTree(file.verifiedBytes()) instanceof ObjectNode object) {
                            return object;
                        }
                        throw new ModelPackageException(file.path() + " is not a JSON object");
                    } catch (IOException e) {
                        throw new ModelPackageException(file.path() + " is not JSON: " + e.getMessage(), e);
                    }
                })
                .orElseGet(JSON::createObjectNode);
    }

    /** The class that loads the tokenizer, by the name of its author. */
    Optional<String> className() {
        JsonNode name = values.path("tokenizer_class");
        return Optional.of(name.isTextual() ? name : model.path("tokenizer_class"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
    }

    /** For example {@code bert}; empty if unknown. */
    String modelType() {
        return model.path("model_type").asText("");
    }

    JsonNode at(String key) {
        return values.path(key);
    }

    boolean flag(String key, boolean otherwise) {
        return values.path(key).isBoolean() ? values.path(key).asBoolean() : otherwise;
    }

    int integer(String key, int otherwise) {
        return values.path(key).isInt() ? values.path(key).asInt() : otherwise;
    }

    /** A token's spelling, given as text or as a description. */
    Optional<String> token(String key) {
        return spelling(values.path(key));
    }

    static Optional<String> spelling(JsonNode token) {
        JsonNode text = token.isObject() ? token.path("content") : token;
        return text.isTextual() ? Optional.of(text.asText()) : Optional.empty();
    }
}

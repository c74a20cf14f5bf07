package dev.scholion.models.transformers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** What {@code config.json} says beyond what the package has read already; nothing if there is none. */
final class ModelConfig {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Their heads classify a text by its last end token, and find that by counting over the whole batch. */
    private static final Set<String> READ_BY_END_TOKENS =
            Set.of("bart", "mbart", "led", "mvp", "plbart", "bigbird_pegasus", "t5", "mt5", "umt5");

    private final JsonNode values;

    private ModelConfig(JsonNode values) {
        this.values = values;
    }

    static ModelConfig of(ModelPackage model) {
        return new ModelConfig(model.file("config.json")
                .map(file -> {
                    try {
                        return JSON.readTree(file.verifiedBytes());
                    } catch (IOException e) {
                        throw new ModelPackageException(file.path() + " is not JSON: " + e.getMessage(), e);
                    }
                })
                .orElseGet(JSON::createObjectNode));
    }

    /** Ids of labels in the order in which the file names them. */
    Map<String, Integer> labelIds(List<String> labels) {
        Map<String, Integer> ids = new LinkedHashMap<>();
        values.path("label2id")
                .properties()
                .forEach(entry -> ids.put(entry.getKey(), entry.getValue().asInt()));
        if (ids.isEmpty()) {
            for (int label = 0; label < labels.size(); label++) {
                ids.put(labels.get(label), label);
            }
        }
        return ids;
    }

    /** The token by whose count the rows of a batch must agree; empty if batches are of any rows. */
    OptionalInt endTokenOfBatches() {
        JsonNode id = values.path("eos_token_id");
        return READ_BY_END_TOKENS.contains(values.path("model_type").asText()) && id.isInt()
                ? OptionalInt.of(id.asInt())
                : OptionalInt.empty();
    }
}

package dev.scholion.models.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scholion.models.catalog.ModelPackageException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tokens of a {@code tokenizer.json} and their ids; added tokens come before those of the model. */
final class Vocabulary {
    private static final int MOST_TOKENS = 1 << 24;

    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<Integer, String> tokens = new HashMap<>();
    private final Map<Integer, String> added = new HashMap<>();
    private final Set<String> special = new HashSet<>();

    Vocabulary(JsonNode root) {
        JsonNode vocabulary = root.path("model").path("vocab");
        if (vocabulary.isObject()) {
            vocabulary
                    .properties()
                    .forEach(entry -> put(entry.getKey(), entry.getValue().asInt()));
        } else {
            for (int i = 0; i < vocabulary.size(); i++) {
                put(vocabulary.get(i).path(0).asText(), i);
            }
        }
        for (JsonNode token : root.path("added_tokens")) {
            String content = token.path("content").asText();
            ids.put(content, token.path("id").asInt());
            added.put(token.path("id").asInt(), content);
            if (token.path("special").asBoolean()) {
                special.add(content);
            }
        }
    }

    private void put(String token, int id) {
        ids.put(token, id);
        tokens.put(id, token);
    }

    Optional<Integer> idOf(String token) {
        return Optional.ofNullable(ids.get(token));
    }

    Optional<String> tokenOf(int id) {
        return Optional.ofNullable(added.get(id)).or(() -> Optional.ofNullable(tokens.get(id)));
    }

    /**
     * Every token by its id; empty where an id has none.
     *
     * @throws ModelPackageException if there are more ids than any vocabulary has
     */
    String[] tokens() {
        int length = nextId();
        if (length < 0 || length > MOST_TOKENS) {
            throw new ModelPackageException(
                    "tokenizer.json: a token has the id %d, expected less than %d".formatted(length - 1, MOST_TOKENS));
        }
        String[] all = new String[length];
        Arrays.setAll(all, id -> tokenOf(id).orElse(""));
        return all;
    }

    boolean isSpecial(String token) {
        return special.contains(token);
    }

    /** The id that a token added now would get. */
    int nextId() {
        return 1 + ids.values().stream().mapToInt(Integer::intValue).max().orElse(-1);
    }
}

package dev.scholion.models.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The list of added tokens of a {@code tokenizer.json}, completed: by {@code added_tokens_decoder} of version 4's
 * {@code tokenizer_config.json}, which wins, and by special tokens that neither lists.
 */
final class AddedTokens {
    private final ObjectNode root;
    private final TokenizerConfig config;
    private final TokenizerClass kind;
    private final TokenRoles specialTokens;
    private @Nullable Vocabulary vocabulary;
    private int nextId;

    AddedTokens(ObjectNode root, TokenizerConfig config, TokenizerClass kind, TokenRoles specialTokens) {
        this.root = root;
        this.config = config;
        this.kind = kind;
        this.specialTokens = specialTokens;
    }

    void complete() {
        Map<Integer, ObjectNode> byId = new TreeMap<>();
        JsonNode decoder = config.at("added_tokens_decoder");
        if (kind == TokenizerClass.AS_FILE || !decoder.isObject()) {
            for (JsonNode token : root.path("added_tokens")) {
                byId.put(token.path("id").asInt(), token.deepCopy());
            }
        }
        decoder.properties().forEach(entry -> byId.put(Integer.valueOf(entry.getKey()), described(entry)));
        ArrayNode tokens = root.putArray("added_tokens").addAll(byId.values());
        specialTokens.named().forEach((role, token) -> add(tokens, role, token));
        specialTokens.others().forEach(token -> add(tokens, "", token));
    }

    private ObjectNode described(Map.Entry<String, JsonNode> entry) {
        JsonNode token = entry.getValue();
        boolean special = token.path("special").asBoolean();
        return token(
                Integer.parseInt(entry.getKey()),
                token.path("content").asText(),
                token.path("single_word").asBoolean(),
                token.path("lstrip").asBoolean(),
                token.path("rstrip").asBoolean(),
                token.path("normalized").asBoolean(!special),
                special);
    }

    /** Adds a special token unless the list has it; one that is listed is special all the same. */
    private void add(ArrayNode tokens, String role, String content) {
        for (JsonNode token : tokens) {
            if (token.path("content").asText().equals(content)) {
                if (kind != TokenizerClass.AS_FILE && !role.isEmpty() && token instanceof ObjectNode listed) {
                    listed.put("special", true);
                }
                return;
            }
        }
        if (vocabulary == null) {
            vocabulary = new Vocabulary(root);
            nextId = vocabulary.nextId();
        }
        boolean takesBlank = role.equals("mask_token") && kind.maskTakesBlankBefore();
        tokens.add(token(
                vocabulary.idOf(content).orElseGet(() -> nextId++), content, false, takesBlank, false, false, true));
    }

    private ObjectNode token(
            int id, String content, boolean word, boolean left, boolean right, boolean normalized, boolean special) {
        return root.objectNode()
                .put("id", id)
                .put("content", content)
                .put("single_word", word)
                .put("lstrip", left)
                .put("rstrip", right)
                .put("normalized", normalized)
                .put("special", special);
    }
}

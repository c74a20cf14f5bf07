package dev.scholion.models.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scholion.models.catalog.ModelPackageException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code tokenizer.json}, changed so that nothing is cut or padded, and so that no text can spell a special token.
 *
 * <p>Every special token is renamed, in the list of added tokens and in the vocabulary alike, to its name behind
 * {@link #MARK}, a noncharacter that {@link TextTokenizer} lets no text contain. Ids stay as they are, and
 * post-processors name special tokens by id.
 */
final class TokenizerFile {
    /** A noncharacter: Unicode promises that it stands for nothing, for ever. */
    static final char MARK = '\uFDD0';

    /** What stands for {@link #MARK} where a text has it: another noncharacter, of the same length everywhere. */
    static final char MARK_IN_TEXT = '\uFDD1';

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode root;
    private final Map<String, String> renamed = new HashMap<>();
    private final Set<String> meant;

    /** @param meant special tokens that keep their names, so that a text can spell them */
    TokenizerFile(byte[] bytes, Set<String> meant) {
        this.meant = Set.copyOf(meant);
        try {
            if (!(JSON.readTree(bytes) instanceof ObjectNode object)) {
                throw new ModelPackageException("tokenizer.json is not a JSON object");
            }
            this.root = object;
        } catch (IOException e) {
            throw new ModelPackageException("tokenizer.json is not JSON: " + e.getMessage(), e);
        }
        root.putNull("truncation");
        root.putNull("padding");
        renameAddedTokens();
        if (root.path("model") instanceof ObjectNode model) {
            renameInVocabulary(model);
            Optional.ofNullable(renamed.get(model.path("unk_token").asText("")))
                    .ifPresent(name -> model.put("unk_token", name));
        }
    }

    private void renameAddedTokens() {
        for (JsonNode node : root.path("added_tokens")) {
            if (node instanceof ObjectNode token && token.path("special").asBoolean()) {
                String name = token.path("content").asText();
                if (!meant.contains(name)) {
                    renamed.put(name, MARK + name);
                    token.put("content", MARK + name);
                }
            }
        }
    }

    private void renameInVocabulary(ObjectNode model) {
        JsonNode vocabulary = model.path("vocab");
        if (vocabulary instanceof ObjectNode ids) {
            renamed.forEach((name, other) -> {
                JsonNode id = ids.remove(name);
                if (id != null) {
                    ids.set(other, id);
                }
            });
        }
        for (JsonNode piece : vocabulary.isArray() ? vocabulary : JSON.createArrayNode()) {
            String other = renamed.get(piece.path(0).asText());
            if (other != null && piece instanceof ArrayNode pair) {
                pair.set(0, other);
            }
        }
    }

    /** Whether pieces inside a word are marked in their spelling, as WordPiece does with {@code ##}. */
    boolean marksContinuation() {
        return !root.path("model").path("continuing_subword_prefix").asText("").isEmpty();
    }

    /** The id of a token by the name that the file had for it, among added tokens and in the vocabulary. */
    Optional<Integer> idOf(String token) {
        String name = renamed.getOrDefault(token, token);
        for (JsonNode added : root.path("added_tokens")) {
            if (added.path("content").asText().equals(name)) {
                return Optional.of(added.path("id").asInt());
            }
        }
        JsonNode vocabulary = root.path("model").path("vocab");
        if (vocabulary.path(name).isInt()) {
            return Optional.of(vocabulary.path(name).asInt());
        }
        return Optional.empty();
    }

    /** The id for text that the vocabulary does not know, as the model itself states it. */
    Optional<Integer> unknownId() {
        JsonNode model = root.path("model");
        return model.path("unk_id").isInt()
                ? Optional.of(model.path("unk_id").asInt())
                : Optional.of(model.path("unk_token").asText(""))
                        .filter(name -> !name.isEmpty())
                        .flatMap(this::idOf);
    }

    String json() {
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new AssertionError("what was read as JSON can be written as JSON", e);
        }
    }

    /** A token as its vocabulary spells it, before special ones were renamed. */
    static String spelling(String token) {
        return token.isEmpty() || token.charAt(0) != MARK ? token : token.substring(1);
    }
}

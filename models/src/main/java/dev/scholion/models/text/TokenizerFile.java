package dev.scholion.models.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.wordpiece.WordPieceTokenizer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A {@code tokenizer.json} as Transformers takes it: {@code tokenizer_config.json} wins where the two differ, and nothing is
 * cut or padded by the file's own will.
 *
 * <p>With {@link #hideSpecialTokens} no text can spell a special token any more: each is renamed, in the list of added tokens
 * and in the vocabulary alike, to its name behind {@link #MARK}, a noncharacter that its users let no text contain. Ids stay
 * as they are, and post-processors name special tokens by id.
 */
final class TokenizerFile {
    /** A noncharacter: Unicode promises that it stands for nothing, for ever. */
    static final char MARK = '\uFDD0';

    /** What stands for {@link #MARK} where a text has it: another noncharacter, of the same length everywhere. */
    static final char MARK_IN_TEXT = '\uFDD1';

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode root;
    private final TokenizerConfig config;
    private final TokenizerClass kind;
    private final TokenRoles specialTokens;
    private final JsonNode ownPadding;
    private final JsonNode ownTruncation;
    private final Map<String, String> renamed = new HashMap<>();

    /** The tokenizer of a package. */
    static TokenizerFile of(ModelPackage model) {
        return new TokenizerFile(model.tokenizer().verifiedBytes(), TokenizerConfig.of(model));
    }

    TokenizerFile(byte[] bytes, TokenizerConfig config) {
        try {
            if (!(JSON.readTree(bytes) instanceof ObjectNode object)) {
                throw new ModelPackageException("tokenizer.json is not a JSON object");
            }
            this.root = object;
        } catch (IOException e) {
            throw new ModelPackageException("tokenizer.json is not JSON: " + e.getMessage(), e);
        }
        this.config = config;
        this.kind = TokenizerClass.of(config);
        this.specialTokens = TokenRoles.of(config, kind);
        this.ownPadding = root.path("padding").deepCopy();
        this.ownTruncation = root.path("truncation").deepCopy();
        root.putNull("truncation");
        root.putNull("padding");
        new AddedTokens(root, config, kind, specialTokens).complete();
        if (kind != TokenizerClass.AS_FILE) {
            Vocabulary vocabulary = vocabulary();
            new RebuiltTokenizer(root, kind, config, specialTokens, vocabulary::idOf).rebuild();
        }
    }

    /**
     * Makes sure that no text spells a special token.
     *
     * @param except tokens that text may spell nevertheless
     */
    TokenizerFile hideSpecialTokens(Set<String> except) {
        renameAddedTokens(name -> !except.contains(name));
        if (root.path("model") instanceof ObjectNode model) {
            renameInVocabulary(model);
            Optional.ofNullable(renamed.get(model.path("unk_token").asText("")))
                    .ifPresent(name -> model.put("unk_token", name));
        }
        return this;
    }

    private void renameAddedTokens(Predicate<String> hidden) {
        for (JsonNode node : root.path("added_tokens")) {
            String name = node.path("content").asText();
            if (node instanceof ObjectNode token && token.path("special").asBoolean() && hidden.test(name)) {
                renamed.put(name, MARK + name);
                token.put("content", MARK + name);
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

    TokenizerConfig config() {
        return config;
    }

    TokenizerClass kind() {
        return kind;
    }

    TokenRoles specialTokens() {
        return specialTokens;
    }

    /** The padding that the file asked for, missing or null if none. */
    JsonNode ownPadding() {
        return ownPadding;
    }

    /** The truncation that the file asked for, missing or null if none. */
    JsonNode ownTruncation() {
        return ownTruncation;
    }

    JsonNode decoder() {
        return root.path("decoder");
    }

    boolean isPairEncoding() {
        return root.path("model").path("type").asText("").equals("BPE");
    }

    /** Its tokens as they are named now. */
    Vocabulary vocabulary() {
        return new Vocabulary(root);
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

    /** A tokenizer of our own for the file, if it is of a kind that it knows. */
    Optional<WordPieceTokenizer> own() {
        return WordPieceTokenizer.of(root);
    }

    /** The file for the native library, cutting and padding nothing. */
    String json() {
        return json(root);
    }

    /** The file for the native library, cutting and padding as told. */
    String json(JsonNode truncation, JsonNode padding) {
        ObjectNode other = JSON.createObjectNode();
        other.setAll(root);
        other.set("truncation", truncation);
        other.set("padding", padding);
        return json(other);
    }

    private static String json(ObjectNode file) {
        try {
            return JSON.writeValueAsString(file);
        } catch (JsonProcessingException e) {
            throw new AssertionError("what was read as JSON can be written as JSON", e);
        }
    }

    /** A token as its vocabulary spells it, before special ones were renamed. */
    static String spelling(String token) {
        return token.isEmpty() || token.charAt(0) != MARK ? token : token.substring(1);
    }
}

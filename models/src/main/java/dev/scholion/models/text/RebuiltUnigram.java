package dev.scholion.models.text;

import static dev.scholion.models.text.TokenizerParts.part;
import static dev.scholion.models.text.TokenizerParts.replace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parts of a SentencePiece tokenizer that the classes of Transformers build anew. */
final class RebuiltUnigram {
    private final ObjectNode root;
    private final TokenizerClass kind;
    private final TokenizerConfig config;
    private final TokenRoles tokens;

    RebuiltUnigram(ObjectNode root, TokenizerClass kind, TokenizerConfig config, TokenRoles tokens) {
        this.root = root;
        this.kind = kind;
        this.config = config;
        this.tokens = tokens;
    }

    void rebuild() {
        JsonNode vocabulary = root.path("model").path("vocab");
        ObjectNode model = part("Unigram").put("unk_id", unknownId(vocabulary));
        model.set("vocab", vocabulary);
        model.put("byte_fallback", false);
        root.set("model", model);
        List<JsonNode> normalizers = normalizers(characterMap());
        if (normalizers.isEmpty()) {
            root.putNull("normalizer");
        } else {
            root.set(
                    "normalizer",
                    normalizers.size() == 1 ? normalizers.get(0) : TokenizerParts.normalizers(normalizers));
        }
        String prepend = prepend();
        root.set("pre_tokenizer", preTokenizer(TokenizerParts.metaspace(prepend)));
        root.set("decoder", TokenizerParts.metaspace(prepend));
    }

    private int unknownId(JsonNode vocabulary) {
        String unknown = tokens.role("unk_token").orElse("<unk>");
        return switch (kind) {
            case ALBERT -> 1;
            case T5, REM_BERT -> 2;
            case XLM_ROBERTA, BARTHEZ -> 3;
            case CAMEMBERT -> place(vocabulary, unknown, false).orElse(0);
            case BIG_BIRD -> place(vocabulary, unknown, true).orElse(100);
            case DEBERTA_V2 -> place(vocabulary, unknown, true).orElse(config.integer("unk_id", 1));
            default -> config.integer("unk_id", 0);
        };
    }

    /** @param unscored whether the piece's score must be 0 */
    private static Optional<Integer> place(JsonNode vocabulary, String token, boolean unscored) {
        for (int i = 0; i < vocabulary.size(); i++) {
            JsonNode piece = vocabulary.get(i);
            if (piece.path(0).asText().equals(token)
                    && (!unscored || piece.path(1).asDouble() == 0)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private Optional<JsonNode> characterMap() {
        JsonNode normalizer = root.path("normalizer");
        if (normalizer.path("type").asText().equals("Sequence")) {
            for (JsonNode each : normalizer.path("normalizers")) {
                if (each.path("type").asText().equals("Precompiled")) {
                    return Optional.of(each);
                }
            }
            return Optional.empty();
        }
        return normalizer.path("type").asText().equals("Precompiled") ? Optional.of(normalizer) : Optional.empty();
    }

    private List<JsonNode> normalizers(Optional<JsonNode> characterMap) {
        List<JsonNode> all = new ArrayList<>();
        switch (kind) {
            case DEBERTA_V2, BARTHEZ -> {
                if (kind == TokenizerClass.DEBERTA_V2 && config.flag("do_lower_case", false)) {
                    all.add(part("Lowercase"));
                }
                all.add(replace("Regex", "\\s{2,}|[\\n\\r\\t]", " "));
                all.add(part("NFC"));
                all.add(TokenizerParts.strip(false, true));
            }
            case BIG_BIRD -> {
                all.add(TokenizerParts.strip(false, false));
                all.add(replace("Regex", " {2,}", TokenizerParts.BLANK));
            }
            case ALBERT, REM_BERT, XLNET -> {
                all.add(replace("String", "``", "\""));
                all.add(replace("String", "''", "\""));
                if (kind == TokenizerClass.REM_BERT) {
                    all.add(replace("Regex", " {2,}", " "));
                }
                boolean keepsAccents =
                        kind != TokenizerClass.XLNET && config.flag("keep_accents", kind == TokenizerClass.REM_BERT);
                if (!keepsAccents) {
                    all.add(part("NFKD"));
                    all.add(part("StripAccents"));
                }
                if (config.flag("do_lower_case", kind == TokenizerClass.ALBERT)) {
                    all.add(part("Lowercase"));
                }
                characterMap.ifPresent(all::add);
            }
            default -> characterMap.ifPresent(all::add);
        }
        return all;
    }

    private String prepend() {
        if (kind == TokenizerClass.T5 || kind == TokenizerClass.XLNET || config.flag("add_prefix_space", true)) {
            return "always";
        }
        return kind == TokenizerClass.DEBERTA_V2 ? "first" : "never";
    }

    private JsonNode preTokenizer(ObjectNode metaspace) {
        return switch (kind) {
            case BIG_BIRD, REM_BERT, BARTHEZ -> metaspace;
            case DEBERTA_V2 ->
                TokenizerParts.preTokenizers(
                        config.flag("split_by_punct", false)
                                ? List.of(part("Punctuation").put("behavior", "Isolated"), metaspace)
                                : List.of(metaspace));
            default -> TokenizerParts.preTokenizers(List.of(part("WhitespaceSplit"), metaspace));
        };
    }
}

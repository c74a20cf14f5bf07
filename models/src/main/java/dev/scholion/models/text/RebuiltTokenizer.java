package dev.scholion.models.text;

import static dev.scholion.models.text.TokenizerParts.part;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scholion.models.text.TokenizerParts.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A {@code tokenizer.json} whose normalizer, pre-tokenizer, decoder and mostly post-processor are built anew, as the class
 * that loads it in Transformers does: vocabulary, merges and a SentencePiece character map are all that the class takes from
 * the file.
 */
final class RebuiltTokenizer {
    private final ObjectNode root;
    private final TokenizerClass kind;
    private final TokenizerConfig config;
    private final TokenRoles tokens;
    private final Function<String, Optional<Integer>> ids;

    /** @param ids of the file's tokens, by spelling */
    RebuiltTokenizer(
            ObjectNode root,
            TokenizerClass kind,
            TokenizerConfig config,
            TokenRoles tokens,
            Function<String, Optional<Integer>> ids) {
        this.root = root;
        this.kind = kind;
        this.config = config;
        this.tokens = tokens;
        this.ids = ids;
    }

    /** Changes the file, unless its model is not the one of the class. */
    void rebuild() {
        String model = root.path("model").path("type").asText("");
        switch (kind) {
            case BERT, DISTIL_BERT, SPLINTER, MPNET, FUNNEL -> {
                if (root.path("model").path("vocab").isObject() && (model.isEmpty() || model.equals("WordPiece"))) {
                    wordPiece();
                }
            }
            case ROBERTA, GPT2, DEBERTA, HERBERT, OPENAI_GPT -> {
                if (root.path("model").has("merges") && (model.isEmpty() || model.equals("BPE"))) {
                    pairs();
                }
            }
            case DEBERTA_V2, XLM_ROBERTA, CAMEMBERT, BARTHEZ, BIG_BIRD, T5, ALBERT, REM_BERT, XLNET -> {
                if (root.path("model").path("vocab").isArray()) {
                    new RebuiltUnigram(root, kind, config, tokens).rebuild();
                    postProcessor();
                }
            }
            case AS_FILE -> {}
        }
    }

    private void wordPiece() {
        String prefix =
                kind == TokenizerClass.FUNNEL ? config.at("wordpieces_prefix").asText("##") : "##";
        ObjectNode model = part("WordPiece")
                .put("unk_token", tokens.role("unk_token").orElse("[UNK]"))
                .put("continuing_subword_prefix", "##")
                .put("max_input_chars_per_word", 100);
        model.set("vocab", root.path("model").path("vocab"));
        root.set("model", model);
        root.set(
                "normalizer",
                TokenizerParts.bertNormalizer(
                        kind != TokenizerClass.FUNNEL || config.flag("clean_text", true),
                        config.flag("tokenize_chinese_chars", true),
                        config.at("strip_accents"),
                        config.flag("do_lower_case", true)));
        root.set("pre_tokenizer", part("BertPreTokenizer"));
        root.set("decoder", TokenizerParts.wordPieceDecoder(prefix));
        postProcessor();
    }

    private void pairs() {
        boolean words = kind == TokenizerClass.HERBERT || kind == TokenizerClass.OPENAI_GPT;
        ObjectNode model = part("BPE").putNull("dropout");
        if (words) {
            model.put("unk_token", tokens.role("unk_token").orElse("<unk>"));
        } else {
            model.putNull("unk_token");
        }
        if (kind == TokenizerClass.HERBERT) {
            model.putNull("continuing_subword_prefix");
        } else {
            model.put("continuing_subword_prefix", "");
        }
        model.put("end_of_word_suffix", words ? "</w>" : "")
                .put("fuse_unk", false)
                .put("byte_fallback", false)
                .put("ignore_merges", false);
        model.set("vocab", root.path("model").path("vocab"));
        model.set("merges", root.path("model").path("merges"));
        root.set("model", model);
        if (words) {
            boolean lower = kind == TokenizerClass.OPENAI_GPT;
            root.set(
                    "normalizer",
                    TokenizerParts.bertNormalizer(
                            true, true, lower ? root.nullNode() : root.booleanNode(false), lower));
            root.set("pre_tokenizer", part("BertPreTokenizer"));
            root.set("decoder", part("BPEDecoder").put("suffix", "</w>"));
        } else {
            root.putNull("normalizer");
            root.set("pre_tokenizer", TokenizerParts.byteLevel(config.flag("add_prefix_space", false)));
            root.set("decoder", TokenizerParts.byteLevel(true));
        }
        postProcessor();
    }

    /** The special tokens around a text. Some classes leave those of the file. */
    private void postProcessor() {
        Optional<Map.Entry<String, Integer>> cls = token("cls_token");
        Optional<Map.Entry<String, Integer>> sep = token("sep_token");
        switch (kind) {
            case MPNET -> robertaProcessing(sep, cls, true, false);
            case ROBERTA ->
                robertaProcessing(sep, cls, config.flag("trim_offsets", true), config.flag("add_prefix_space", false));
            case BERT, DISTIL_BERT, DEBERTA_V2, BIG_BIRD, REM_BERT -> template(cls, 0, sep, 1);
            case FUNNEL -> template(cls, 2, sep, 1);
            case XLM_ROBERTA, CAMEMBERT -> doubled(token("bos_token"), token("eos_token"));
            case DEBERTA -> doubled(cls, sep);
            case XLNET ->
                set(List.of("$A", "sep:0", "cls:2"), List.of("$A", "sep:0", "$B:1", "sep:1", "cls:2"), cls, sep);
            case HERBERT ->
                root.set(
                        "post_processor",
                        part("BertProcessing")
                                .<ObjectNode>set(
                                        "sep",
                                        root.arrayNode()
                                                .add(tokens.role("sep_token").orElse("</s>"))
                                                .add(2))
                                .set(
                                        "cls",
                                        root.arrayNode()
                                                .add(tokens.role("cls_token").orElse("<s>"))
                                                .add(0)));
            case SPLINTER -> {
                Optional<Map.Entry<String, Integer>> question = Optional.of(
                                config.token("question_token").orElse("[QUESTION]"))
                        .flatMap(this::withId);
                if (question.isPresent() && withId(".").isPresent()) {
                    splinter(cls, sep, question.get());
                }
            }
            case AS_FILE, GPT2, OPENAI_GPT, ALBERT, BARTHEZ, T5 -> {}
        }
    }

    private void robertaProcessing(
            Optional<Map.Entry<String, Integer>> sep,
            Optional<Map.Entry<String, Integer>> cls,
            boolean trimOffsets,
            boolean prefixSpace) {
        if (sep.isPresent() && cls.isPresent()) {
            root.set(
                    "post_processor", TokenizerParts.robertaProcessing(sep.get(), cls.get(), trimOffsets, prefixSpace));
        }
    }

    private void template(
            Optional<Map.Entry<String, Integer>> cls,
            int clsType,
            Optional<Map.Entry<String, Integer>> sep,
            int second) {
        set(
                List.of("cls:" + clsType, "$A", "sep:0"),
                List.of("cls:" + clsType, "$A", "sep:0", "$B:" + second, "sep:" + second),
                cls,
                sep);
    }

    private void doubled(Optional<Map.Entry<String, Integer>> first, Optional<Map.Entry<String, Integer>> last) {
        set(List.of("cls:0", "$A", "sep:0"), List.of("cls:0", "$A", "sep:0", "sep:0", "$B:0", "sep:0"), first, last);
    }

    private void splinter(
            Optional<Map.Entry<String, Integer>> cls,
            Optional<Map.Entry<String, Integer>> sep,
            Map.Entry<String, Integer> question) {
        if (cls.isEmpty() || sep.isEmpty()) {
            return;
        }
        boolean left = config.at("padding_side").asText("right").equals("left");
        List<Place> start = List.of(new Place(cls.get().getKey(), 0), new Place("$A", 0));
        List<Place> pair = new ArrayList<>(start);
        List<Place> asked = List.of(new Place(question.getKey(), 0), new Place(".", 0));
        if (!left) {
            pair.addAll(asked);
        }
        pair.add(new Place(sep.get().getKey(), 0));
        pair.add(new Place("$B", 1));
        if (left) {
            pair.addAll(asked);
        }
        pair.add(new Place(sep.get().getKey(), 1));
        List<Place> single = new ArrayList<>(start);
        single.add(new Place(sep.get().getKey(), 0));
        Map<String, Integer> named = new LinkedHashMap<>(Map.ofEntries(cls.get(), sep.get(), question));
        withId(".").ifPresent(dot -> named.put(dot.getKey(), dot.getValue()));
        root.set("post_processor", TokenizerParts.template(single, pair, named));
    }

    /** @param single places, for example {@code cls:0}, where {@code cls} and {@code sep} stand for the two tokens */
    private void set(
            List<String> single,
            List<String> pair,
            Optional<Map.Entry<String, Integer>> cls,
            Optional<Map.Entry<String, Integer>> sep) {
        if (cls.isEmpty() || sep.isEmpty()) {
            return;
        }
        Function<String, Place> place = text -> {
            int colon = text.indexOf(':');
            String name = colon < 0 ? text : text.substring(0, colon);
            int type = colon < 0 ? 0 : Integer.parseInt(text.substring(colon + 1));
            return new Place(
                    switch (name) {
                        case "cls" -> cls.get().getKey();
                        case "sep" -> sep.get().getKey();
                        default -> name;
                    },
                    type);
        };
        Map<String, Integer> named = new LinkedHashMap<>();
        named.put(cls.get().getKey(), cls.get().getValue());
        named.put(sep.get().getKey(), sep.get().getValue());
        root.set(
                "post_processor",
                TokenizerParts.template(
                        single.stream().map(place).toList(),
                        pair.stream().map(place).toList(),
                        named));
    }

    private Optional<Map.Entry<String, Integer>> token(String role) {
        return tokens.role(role).flatMap(this::withId);
    }

    private Optional<Map.Entry<String, Integer>> withId(String token) {
        return ids.apply(token).map(id -> Map.entry(token, id));
    }
}

package dev.scholion.models.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;

/** {@code tokenizer.json} files of the model WordPiece, one for each way in which they differ. */
public final class WordPieceFiles {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] SPECIALS = {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"};

    private WordPieceFiles() {}

    /** All of them by name. */
    public static Map<String, ObjectNode> all() {
        Map<String, ObjectNode> files = new LinkedHashMap<>();
        files.put("uncased", uncased());
        files.put("cased", with(bert(true, true, JSON.nullNode(), false)));
        files.put(
                "cased, accents stripped",
                with(bert(true, true, JSON.getNodeFactory().booleanNode(true), false)));
        files.put(
                "uncased, accents kept",
                with(bert(true, true, JSON.getNodeFactory().booleanNode(false), true)));
        files.put("not cleaned", with(bert(false, true, JSON.nullNode(), true)));
        files.put("ideographs in words", with(bert(true, false, JSON.nullNode(), true)));
        files.put("neither cleaned nor lowered", with(bert(false, false, JSON.nullNode(), false)));
        files.put("no normalizer", with(JSON.nullNode()));
        files.put("a sequence", with(sequence(part("NFD"), part("Lowercase"), part("StripAccents"))));
        files.put(
                "a long sequence",
                with(sequence(
                        part("Lowercase"), bert(true, true, JSON.nullNode(), true), part("NFD"), part("Lowercase"))));
        files.put("other words", changed(file -> {
            ObjectNode model = (ObjectNode) file.get("model");
            model.put("continuing_subword_prefix", "~").put("max_input_chars_per_word", 7);
            ObjectNode vocabulary = model.putObject("vocab");
            uncased()
                    .get("model")
                    .get("vocab")
                    .properties()
                    .forEach(token -> vocabulary.set(token.getKey().replaceFirst("^##", "~"), token.getValue()));
        }));
        files.put("no word goes on", changed(file -> ((ObjectNode) file.get("model"))
                .put("continuing_subword_prefix", "")));
        files.put("added tokens", added(false));
        files.put("added tokens, cased", added(true));
        files.put("RoBERTa's frame", roberta(true));
        files.put("RoBERTa's frame, first blank cut", roberta(false));
        files.put("BERT's frame, short rows", changed(file -> {
            ObjectNode frame = part("BertProcessing");
            frame.putArray("cls").add("[CLS]").add(2);
            frame.putArray("sep").add("[SEP]").add(3);
            file.set("post_processor", frame);
            file.putObject("truncation")
                    .put("direction", "Left")
                    .put("max_length", 12)
                    .put("strategy", "OnlyFirst")
                    .put("stride", 3);
            padding(file, "Left", "\"BatchLongest\"", "4");
        }));
        files.put("rows of one length", changed(file -> {
            file.putObject("truncation")
                    .put("direction", "Right")
                    .put("max_length", 20)
                    .put("strategy", "LongestFirst")
                    .put("stride", 0);
            padding(file, "Right", "{\"Fixed\": 16}", "null");
        }));
        return files;
    }

    /** As BERT's, with a vocabulary of letters of all scripts and pieces drawn from them. */
    public static ObjectNode uncased() {
        return with(bert(true, true, JSON.nullNode(), true));
    }

    private static ObjectNode changed(Consumer<ObjectNode> change) {
        ObjectNode file = uncased();
        change.accept(file);
        return file;
    }

    private static ObjectNode with(JsonNode normalizer) {
        ObjectNode file = JSON.createObjectNode().put("version", "1.0");
        file.putNull("truncation").putNull("padding");
        for (int id = 0; id < SPECIALS.length; id++) {
            token(file, id, SPECIALS[id], true, "");
        }
        file.set("normalizer", normalizer);
        file.set("pre_tokenizer", part("BertPreTokenizer"));
        file.set("post_processor", template());
        ObjectNode model = part("WordPiece");
        model.put("unk_token", "[UNK]").put("continuing_subword_prefix", "##").put("max_input_chars_per_word", 100);
        ObjectNode vocabulary = model.putObject("vocab");
        pieces().forEach(vocabulary::put);
        file.set("model", model);
        return file;
    }

    private static Map<String, Integer> pieces() {
        Map<String, Integer> ids = new LinkedHashMap<>();
        for (String special : SPECIALS) {
            ids.put(special, ids.size());
        }
        TreeSet<Integer> letters = new TreeSet<>();
        OddTexts texts = new OddTexts(1, List.of());
        TreeSet<String> words = new TreeSet<>();
        Random random = new Random(2);
        for (int i = 0; i < 6_000; i++) {
            String text = texts.get();
            if (i % 2 == 0) {
                text = Normalizer.normalize(text, Normalizer.Form.NFD).toLowerCase(Locale.ROOT);
            }
            int[] characters = text.codePoints().toArray();
            for (int character : characters) {
                letters.add(character);
            }
            for (int k = 0; k < 4 && characters.length > 2; k++) {
                int from = random.nextInt(characters.length - 1);
                int length = Math.min(2 + random.nextInt(5), characters.length - from);
                words.add((random.nextBoolean() ? "##" : "") + new String(characters, from, length));
            }
        }
        for (int letter : letters) {
            if (letter % 17 != 0) { // some are unknown
                ids.putIfAbsent(Character.toString(letter), ids.size());
                ids.putIfAbsent("##" + Character.toString(letter), ids.size());
            }
        }
        words.forEach(word -> ids.putIfAbsent(word, ids.size()));
        return ids;
    }

    private static ObjectNode added(boolean cased) {
        ObjectNode file = cased ? with(bert(true, true, JSON.nullNode(), false)) : uncased();
        int next = file.get("model").get("vocab").size();
        String[] flags = {"", "w", "l", "r", "lr", "wlr", "n", "nw", "nl", "nr", "nlr", "nwlr"};
        for (int i = 0; i < flags.length; i++) {
            token(file, next++, "<t" + i + ">", i % 2 == 0, flags[i]);
            token(file, next++, "Wort" + i, i % 3 == 0, flags[i]);
        }
        token(file, next++, "Wort", false, "w");
        token(file, next++, "ÉCLAIR", false, "n");
        token(file, next++, "ÉCLAIR Σ", false, "nl");
        token(file, next++, "中文", false, "nlr");
        token(file, next++, "文 字", false, "lr");
        token(file, next++, "👩\u200D👩", false, "nw");
        token(file, next, "Q\u0301\u0323z", false, "w");
        return file;
    }

    /** What texts spell to find added tokens. */
    public static List<String> spellings(JsonNode file) {
        List<String> spellings = new ArrayList<>();
        file.path("added_tokens")
                .forEach(token -> spellings.add(token.path("content").asText()));
        return spellings;
    }

    private static ObjectNode roberta(boolean keepsFirst) {
        return changed(file -> {
            ObjectNode frame = part("RobertaProcessing");
            frame.putArray("cls").add("[CLS]").add(2);
            frame.putArray("sep").add("[SEP]").add(3);
            file.set("post_processor", frame.put("trim_offsets", true).put("add_prefix_space", keepsFirst));
            ObjectNode vocabulary = (ObjectNode) file.get("model").get("vocab");
            List<String> blank = new ArrayList<>();
            vocabulary.fieldNames().forEachRemaining(token -> {
                if (!token.equals(token.strip()) || token.matches("(?sU)\\s.*|.*\\s|\u0120.*|.*\u0120")) {
                    blank.add(token);
                }
            });
            vocabulary.remove(blank);
            int next = vocabulary.size();
            token(file, next, "<mask>", true, "l");
            token(file, next + 1, "<both>", true, "lr");
            token(file, next + 2, "<normal>", true, "nlr");
        });
    }

    private static void token(ObjectNode file, int id, String content, boolean special, String flags) {
        file.withArray("added_tokens")
                .addObject()
                .put("id", id)
                .put("content", content)
                .put("single_word", flags.contains("w"))
                .put("lstrip", flags.contains("l"))
                .put("rstrip", flags.contains("r"))
                .put("normalized", flags.contains("n"))
                .put("special", special);
    }

    private static void padding(ObjectNode file, String direction, String strategy, String multiple) {
        try {
            file.set("padding", JSON.readTree("""
                    {"strategy": %s, "direction": "%s", "pad_to_multiple_of": %s, "pad_id": 0, "pad_type_id": 0,
                     "pad_token": "[PAD]"}""".formatted(strategy, direction, multiple)));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static ObjectNode template() {
        try {
            return (ObjectNode) JSON.readTree("""
                    {"type": "TemplateProcessing",
                     "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                                {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
                     "pair": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                              {"SpecialToken": {"id": "[SEP]", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}},
                              {"SpecialToken": {"id": "[SEP]", "type_id": 1}}],
                     "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [2], "tokens": ["[CLS]"]},
                                        "[SEP]": {"id": "[SEP]", "ids": [3], "tokens": ["[SEP]"]}}}""");
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static ObjectNode part(String type) {
        return JSON.createObjectNode().put("type", type);
    }

    private static ObjectNode sequence(JsonNode... normalizers) {
        ObjectNode sequence = part("Sequence");
        for (JsonNode normalizer : normalizers) {
            sequence.withArray("normalizers").add(normalizer);
        }
        return sequence;
    }

    private static ObjectNode bert(boolean clean, boolean chinese, JsonNode strip, boolean lower) {
        ObjectNode normalizer = part("BertNormalizer").put("clean_text", clean).put("handle_chinese_chars", chinese);
        normalizer.set("strip_accents", strip);
        return normalizer.put("lowercase", lower);
    }
}

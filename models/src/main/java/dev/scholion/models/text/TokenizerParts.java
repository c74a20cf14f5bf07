package dev.scholion.models.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Parts of a {@code tokenizer.json}, as its format spells them. */
final class TokenizerParts {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** How SentencePiece writes a blank. */
    static final String BLANK = "\u2581";

    /** A place in a template: a special token, or {@code $A} or {@code $B} for a text. */
    record Place(String token, int type) {
        private ObjectNode node() {
            boolean text = token.startsWith("$") && token.length() == 2;
            ObjectNode place = NODES.objectNode();
            place.putObject(text ? "Sequence" : "SpecialToken")
                    .put("id", text ? token.substring(1) : token)
                    .put("type_id", type);
            return place;
        }
    }

    private TokenizerParts() {}

    static ObjectNode part(String type) {
        return NODES.objectNode().put("type", type);
    }

    static ObjectNode bertNormalizer(boolean clean, boolean chinese, JsonNode stripAccents, boolean lower) {
        ObjectNode normalizer = part("BertNormalizer").put("clean_text", clean).put("handle_chinese_chars", chinese);
        normalizer.set("strip_accents", stripAccents.isBoolean() ? stripAccents : NODES.nullNode());
        return normalizer.put("lowercase", lower);
    }

    static ObjectNode wordPieceDecoder(String prefix) {
        return part("WordPiece").put("prefix", prefix).put("cleanup", true);
    }

    static ObjectNode byteLevel(boolean addPrefixSpace) {
        return part("ByteLevel")
                .put("add_prefix_space", addPrefixSpace)
                .put("trim_offsets", true)
                .put("use_regex", true);
    }

    /** @param prepend {@code always}, {@code first} or {@code never} */
    static ObjectNode metaspace(String prepend) {
        return part("Metaspace")
                .put("replacement", BLANK)
                .put("prepend_scheme", prepend)
                .put("split", true);
    }

    /** @param kind {@code String} or {@code Regex} */
    static ObjectNode replace(String kind, String pattern, String content) {
        ObjectNode replace = part("Replace");
        replace.putObject("pattern").put(kind, pattern);
        return replace.put("content", content);
    }

    static ObjectNode strip(boolean left, boolean right) {
        return part("Strip").put("strip_left", left).put("strip_right", right);
    }

    static ObjectNode normalizers(List<? extends JsonNode> all) {
        ObjectNode sequence = part("Sequence");
        sequence.set("normalizers", array(all));
        return sequence;
    }

    static ObjectNode preTokenizers(List<? extends JsonNode> all) {
        ObjectNode sequence = part("Sequence");
        sequence.set("pretokenizers", array(all));
        return sequence;
    }

    static ObjectNode robertaProcessing(
            Map.Entry<String, Integer> sep, Map.Entry<String, Integer> cls, boolean trimOffsets, boolean prefixSpace) {
        ObjectNode processing = part("RobertaProcessing");
        processing.putArray("sep").add(sep.getKey()).add(sep.getValue());
        processing.putArray("cls").add(cls.getKey()).add(cls.getValue());
        return processing.put("trim_offsets", trimOffsets).put("add_prefix_space", prefixSpace);
    }

    /** @param ids of the special tokens that the templates name */
    static ObjectNode template(List<Place> single, List<Place> pair, Map<String, Integer> ids) {
        ObjectNode template = part("TemplateProcessing");
        template.set("single", array(single.stream().map(Place::node).toList()));
        template.set("pair", array(pair.stream().map(Place::node).toList()));
        ObjectNode tokens = template.putObject("special_tokens");
        ids.forEach((token, id) -> {
            ObjectNode entry = tokens.putObject(token).put("id", token);
            entry.putArray("ids").add(id);
            entry.putArray("tokens").add(token);
        });
        return template;
    }

    private static ArrayNode array(List<? extends JsonNode> all) {
        return NODES.arrayNode().addAll(all);
    }
}

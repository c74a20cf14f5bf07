package dev.scholion.models.transformers;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A token, a word or a group with its label.
 *
 * @param label {@code entity_group}, or {@code entity} where tokens are not grouped
 * @param word decoded from tokens, or the slice of the text for an unknown one
 * @param index of the token in its row
 * @param start first code point
 * @param end code point after the last
 */
record Entity(String label, double score, int index, String word, int start, int end) {
    ObjectNode json(boolean grouped) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put(grouped ? "entity_group" : "entity", label).put("score", (float) score);
        if (!grouped) {
            json.put("index", index);
        }
        return json.put("word", word).put("start", start).put("end", end);
    }
}

package dev.scholion.streaming.cli.labelled;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scholion.streaming.cli.view.SafeText;
import java.util.ArrayList;
import java.util.List;

/**
 * What one row of a file says, by the names of its columns or keys.
 *
 * @param place for example {@code reviews.csv:17}
 * @param fields an object
 */
public record LabelledRow(String place, JsonNode fields) {
    private static final int LONGEST_NAME = 40;

    boolean has(String key) {
        return fields.hasNonNull(key);
    }

    /** A text, a number or a truth value, as it is written. */
    String text(String key) throws DataFileException {
        JsonNode value = value(key);
        if (!value.isValueNode()) {
            throw problem("'%s' is %s, expected a text".formatted(key, value.getNodeType()));
        }
        return value.asText();
    }

    List<String> texts(String key) throws DataFileException {
        JsonNode value = value(key);
        if (!value.isArray()) {
            throw problem("'%s' is %s, expected a list of texts".formatted(key, value.getNodeType()));
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode each : value) {
            if (!each.isValueNode() || each.isNull()) {
                throw problem("'%s' has %s in it, expected texts alone".formatted(key, each.getNodeType()));
            }
            texts.add(each.asText());
        }
        return texts;
    }

    private JsonNode value(String key) throws DataFileException {
        if (!has(key)) {
            List<String> keys = new ArrayList<>();
            fields.fieldNames().forEachRemaining(name -> keys.add(SafeText.shortened(name, LONGEST_NAME)));
            throw problem("there is no '%s', only %s".formatted(key, String.join(", ", keys)));
        }
        return fields.path(key);
    }

    DataFileException problem(String what) {
        return new DataFileException(place, what);
    }
}

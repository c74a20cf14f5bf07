package dev.scholion.models;

import java.util.Map;
import java.util.Optional;

/**
 * A text and what is known of it.
 *
 * @param text valid Unicode, not blank
 * @param language code of its language, for example {@code en}, where it is known
 * @param fields further texts by name: a question about it, or the second text of a pair
 */
public record TextInput(String text, Optional<String> language, Map<String, String> fields) {
    public TextInput {
        fields = Map.copyOf(fields);
    }

    /** A text of which nothing more is known. */
    public static TextInput of(String text) {
        return new TextInput(text, Optional.empty(), Map.of());
    }
}

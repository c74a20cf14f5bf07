package dev.scholion.models.transformers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the parts of one input. */
final class PipelineInput {
    private PipelineInput() {}

    /** @throws PipelineInputException if it is no text, or one with half a surrogate pair */
    static String text(JsonNode input, String what) {
        if (!input.isTextual()) {
            throw new PipelineInputException("%s is %s, expected a text".formatted(what, kind(input)));
        }
        return valid(input.asText(), what);
    }

    static String valid(String text, String what) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair = Character.isHighSurrogate(text.charAt(i))
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw new PipelineInputException(
                            "%s is not valid Unicode: a lone surrogate at UTF-16 unit %d".formatted(what, i));
                }
                i++;
            }
        }
        return text;
    }

    /** @throws PipelineInputException if the object lacks a field or has one that is not allowed */
    static void requireFields(JsonNode input, Set<String> required, Set<String> optional) {
        for (String name : required) {
            if (!input.has(name)) {
                throw new PipelineInputException("the input has no '%s'".formatted(name));
            }
        }
        input.fieldNames().forEachRemaining(name -> {
            if (!required.contains(name) && !optional.contains(name)) {
                throw new PipelineInputException("the input has the unknown field '%s'".formatted(name));
            }
        });
    }

    static Optional<String> optionalText(JsonNode input, String field) {
        return Optional.of(input.path(field))
                .filter(value -> !value.isMissingNode() && !value.isNull())
                .map(value -> text(value, field));
    }

    static List<String> texts(JsonNode input, String what) {
        if (!input.isArray()) {
            throw new PipelineInputException("%s is %s, expected a list of texts".formatted(what, kind(input)));
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode each : input) {
            texts.add(text(each, "a text of " + what));
        }
        return texts;
    }

    private static String kind(JsonNode input) {
        return switch (input.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case MISSING -> "missing";
            default -> "null";
        };
    }
}

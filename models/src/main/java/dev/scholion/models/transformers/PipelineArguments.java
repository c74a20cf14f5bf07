package dev.scholion.models.transformers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Arguments of a pipeline by the names that Transformers gives them. A pipeline reads those it knows; whatever is left is
 * unknown. {@code null} is as good as nothing.
 */
public final class PipelineArguments {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Of any pipeline; how inputs are batched changes no answer here. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("batch_size", "num_workers");

    private final String place;
    private final Map<String, JsonNode> values = new TreeMap<>();
    private final Set<String> known = new TreeSet<>(WITHOUT_EFFECT);

    private PipelineArguments(String place, JsonNode object) {
        this.place = place;
        object.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
    }

    /** No arguments. */
    public static PipelineArguments none() {
        return new PipelineArguments("", JSON.createObjectNode());
    }

    /** @throws PipelineArgumentException if it is not a JSON object */
    public static PipelineArguments parse(String json) {
        try {
            if (JSON.readTree(json) instanceof ObjectNode object) {
                return new PipelineArguments("", object);
            }
        } catch (JsonProcessingException e) {
            throw new PipelineArgumentException("the arguments are not JSON: " + reason(e));
        }
        throw new PipelineArgumentException("the arguments are no JSON object: " + json);
    }

    /** Without the place that it names in terms of its own. */
    static String reason(JsonProcessingException problem) {
        return problem.getOriginalMessage().replaceAll(" \\(start marker at .*", "");
    }

    static PipelineArguments of(JsonNode object) {
        return new PipelineArguments("", object);
    }

    /** Whether the argument is there, if only as {@code null}. */
    boolean has(String name) {
        known.add(name);
        return values.containsKey(name);
    }

    private Optional<JsonNode> value(String name) {
        known.add(name);
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isNull());
    }

    Optional<Integer> integer(String name) {
        return value(name).map(value -> {
            if (value.isInt()) {
                return value.asInt();
            }
            throw wrong(name, value, "a whole number");
        });
    }

    /** @param least the smallest allowed */
    Optional<Integer> integer(String name, int least) {
        Optional<Integer> value = integer(name);
        if (value.isPresent() && value.get() < least) {
            throw new PipelineArgumentException(
                    "argument '%s' is %d, expected at least %d".formatted(place + name, value.get(), least));
        }
        return value;
    }

    Optional<Boolean> flag(String name) {
        return value(name).map(value -> {
            if (value.isBoolean()) {
                return value.asBoolean();
            }
            throw wrong(name, value, "true or false");
        });
    }

    Optional<String> text(String name) {
        return value(name).map(value -> {
            if (value.isTextual()) {
                return value.asText();
            }
            throw wrong(name, value, "a text");
        });
    }

    /** One of several words, or a flag where {@code true} and {@code false} stand for words. */
    <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
        return text(name).map(word -> choice(name, type, word));
    }

    private <E extends Enum<E>> E choice(String name, Class<E> type, String word) {
        List<String> all = new ArrayList<>();
        for (E each : type.getEnumConstants()) {
            if (each.toString().equalsIgnoreCase(word)) {
                return each;
            }
            all.add(each.toString());
        }
        throw new PipelineArgumentException(
                "argument '%s' is '%s', expected one of %s".formatted(place + name, word, all));
    }

    /** One of several words, where {@code true} and {@code false} stand for two of them. */
    <E extends Enum<E>> Optional<E> choiceOrFlag(String name, Class<E> type, E yes, E no) {
        return value(name).map(value -> {
            if (value.isBoolean()) {
                return value.asBoolean() ? yes : no;
            }
            if (value.isTextual()) {
                return choice(name, type, value.asText());
            }
            throw wrong(name, value, "true, false or a text");
        });
    }

    /** Texts; a single text is a list of one. */
    Optional<List<String>> texts(String name) {
        return value(name).map(value -> {
            if (value.isTextual()) {
                return List.of(value.asText());
            }
            List<String> texts = new ArrayList<>();
            for (JsonNode each : value) {
                if (!value.isArray() || !each.isTextual()) {
                    throw wrong(name, value, "a list of texts");
                }
                texts.add(each.asText());
            }
            if (!value.isArray()) {
                throw wrong(name, value, "a list of texts");
            }
            return texts;
        });
    }

    boolean isText(String name) {
        return value(name).map(JsonNode::isTextual).orElse(false);
    }

    /** Arguments inside of this one; empty if there are none. */
    PipelineArguments inner(String name) {
        return value(name)
                .map(value -> {
                    if (!value.isObject()) {
                        throw wrong(name, value, "an object");
                    }
                    return new PipelineArguments(place + name + ".", value);
                })
                .orElseGet(() -> new PipelineArguments(place + name + ".", JSON.createObjectNode()));
    }

    private PipelineArgumentException wrong(String name, JsonNode value, String expected) {
        return new PipelineArgumentException(
                "argument '%s' is %s, expected %s".formatted(place + name, value, expected));
    }

    /** @throws PipelineArgumentException if there is an argument that nobody asked for */
    void requireAllKnown() {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                Set<String> names = new TreeSet<>(known);
                names.removeAll(WITHOUT_EFFECT);
                throw new PipelineArgumentException(
                        "argument '%s' is unknown, expected one of %s".formatted(place + name, names));
            }
        }
        for (String name : place.isEmpty() ? WITHOUT_EFFECT : Set.<String>of()) {
            integer(name, 0);
        }
    }
}

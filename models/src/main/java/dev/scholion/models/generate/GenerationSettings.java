package dev.scholion.models.generate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scholion.models.catalog.ModelPackageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The settings of a {@code generation_config.json} by key; null is as good as missing. Mistakes are reported with the file. */
record GenerationSettings(Path file, JsonNode root) {
    /** Settings that would change what is generated and are not supported, with the value that changes nothing. */
    private static final Map<String, Double> NEUTRAL = Map.ofEntries(
            Map.entry("do_sample", 0.0),
            Map.entry("num_beam_groups", 1.0),
            Map.entry("diversity_penalty", 0.0),
            Map.entry("penalty_alpha", 0.0),
            Map.entry("encoder_repetition_penalty", 1.0),
            Map.entry("encoder_no_repeat_ngram_size", 0.0),
            Map.entry("sequence_bias", 0.0),
            Map.entry("guidance_scale", 1.0),
            Map.entry("exponential_decay_length_penalty", 0.0),
            Map.entry("constraints", 0.0),
            Map.entry("force_words_ids", 0.0),
            Map.entry("remove_invalid_values", 0.0),
            Map.entry("stop_strings", 0.0),
            Map.entry("max_time", 0.0),
            Map.entry("watermarking_config", 0.0),
            Map.entry("token_healing", 0.0),
            Map.entry("dola_layers", 0.0));

    /** @throws ModelPackageException if a setting asks for what is not supported; names all that do */
    void requireSupported() {
        List<String> unsupported = NEUTRAL.entrySet().stream()
                .filter(setting -> !isNeutral(root.path(setting.getKey()), setting.getValue()))
                .map(setting -> setting.getKey() + ": " + root.path(setting.getKey()))
                .sorted()
                .toList();
        if (!unsupported.isEmpty()) {
            throw problem(("%s is not supported: text is generated greedily or by beams."
                            + " Take it out, or set it to what changes nothing")
                    .formatted(String.join(", ", unsupported)));
        }
    }

    private static boolean isNeutral(JsonNode value, double neutral) {
        if (value.isContainerNode()) {
            return value.isEmpty();
        }
        return value.isMissingNode()
                || value.isNull()
                || (value.isNumber() && value.asDouble() == neutral)
                || (value.isBoolean() && value.asBoolean() == (neutral != 0));
    }

    Optional<Integer> integer(String key) {
        return value(key).map(value -> integer(key, value));
    }

    private int integer(String key, JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToInt()) {
            return value.asInt();
        }
        throw problem("%s is %s, expected a whole number".formatted(key, value));
    }

    Optional<Double> number(String key) {
        return value(key).map(value -> {
            if (!value.isNumber()) {
                throw problem("%s is %s, expected a number".formatted(key, value));
            }
            return value.asDouble();
        });
    }

    boolean flag(String key) {
        return value(key)
                .map(value -> {
                    if (!value.isBoolean()) {
                        throw problem("%s is %s, expected true or false".formatted(key, value));
                    }
                    return value.asBoolean();
                })
                .orElse(false);
    }

    EarlyStopping earlyStopping() {
        return value("early_stopping")
                .map(value -> {
                    if (value.asText().equals("never")) {
                        return EarlyStopping.NEVER;
                    }
                    return flag("early_stopping") ? EarlyStopping.ALWAYS : EarlyStopping.HEURISTIC;
                })
                .orElse(EarlyStopping.HEURISTIC);
    }

    /** One token or a list of them. */
    Set<Integer> tokens(String key) {
        Set<Integer> tokens = new LinkedHashSet<>();
        value(key).ifPresent(value -> {
            if (value.isArray()) {
                value.forEach(token -> tokens.add(integer(key, token)));
            } else {
                tokens.add(integer(key, value));
            }
        });
        return tokens;
    }

    /** A list of lists of tokens, none empty. */
    List<List<Integer>> sequences(String key) {
        List<List<Integer>> sequences = new ArrayList<>();
        value(key)
                .ifPresent(value -> value.forEach(each -> {
                    List<Integer> sequence = new ArrayList<>();
                    each.forEach(token -> sequence.add(integer(key, token)));
                    if (sequence.isEmpty()) {
                        throw problem("%s has %s, expected a list of tokens".formatted(key, each));
                    }
                    sequences.add(sequence);
                }));
        return sequences;
    }

    private Optional<JsonNode> value(String key) {
        return Optional.of(root.path(key)).filter(value -> !value.isMissingNode() && !value.isNull());
    }

    ModelPackageException problem(String message) {
        return new ModelPackageException(file + ": " + message);
    }
}

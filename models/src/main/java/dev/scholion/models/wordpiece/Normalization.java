package dev.scholion.models.wordpiece;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What is done to a text before it is cut into words: steps that were read from the file, in their order. Immutable. */
final class Normalization {
    /** One change of all the text. */
    enum Step {
        CLEAN,
        ISOLATE_IDEOGRAPHS,
        DECOMPOSE,
        REMOVE_MARKS,
        REMOVE_COMBINING,
        LOWER;

        private void apply(NormalizedText text) {
            switch (this) {
                case CLEAN -> {
                    text.remove(Characters.OTHER::has);
                    text.blankOut(Characters.BLANK::has);
                }
                case ISOLATE_IDEOGRAPHS ->
                    text.replace(
                            character -> Characters.IDEOGRAPH.has(character) ? new int[] {' ', character, ' '} : null);
                case DECOMPOSE -> text.decompose();
                case REMOVE_MARKS -> text.remove(Characters.MARK::has);
                case REMOVE_COMBINING -> text.remove(Characters.COMBINING::has);
                case LOWER -> text.replace(Characters::lower);
            }
        }
    }

    private final List<Step> steps;

    private Normalization(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /** @param normalizer of a {@code tokenizer.json}; missing or null if there is none */
    static Normalization read(JsonNode normalizer) throws UnknownTokenizerException {
        List<Step> steps = new ArrayList<>();
        add(normalizer, steps);
        return new Normalization(steps);
    }

    private static void add(JsonNode normalizer, List<Step> steps) throws UnknownTokenizerException {
        if (normalizer.isMissingNode() || normalizer.isNull()) {
            return;
        }
        String type = normalizer.path("type").asText();
        switch (type) {
            case "BertNormalizer" -> addBert(normalizer, steps);
            case "Lowercase" -> steps.add(Step.LOWER);
            case "NFD" -> steps.add(Step.DECOMPOSE);
            case "StripAccents" -> steps.add(Step.REMOVE_COMBINING);
            case "Sequence" -> {
                for (JsonNode each : normalizer.path("normalizers")) {
                    add(each, steps);
                }
            }
            default -> throw new UnknownTokenizerException("the normalizer '%s'".formatted(type));
        }
    }

    private static void addBert(JsonNode bert, List<Step> steps) throws UnknownTokenizerException {
        boolean lower = flag(bert, "lowercase");
        JsonNode strip = bert.path("strip_accents");
        if (flag(bert, "clean_text")) {
            steps.add(Step.CLEAN);
        }
        if (flag(bert, "handle_chinese_chars")) {
            steps.add(Step.ISOLATE_IDEOGRAPHS);
        }
        if (strip.isBoolean() ? strip.asBoolean() : lower) {
            steps.add(Step.DECOMPOSE);
            steps.add(Step.REMOVE_MARKS);
        }
        if (lower) {
            steps.add(Step.LOWER);
        }
    }

    private static boolean flag(JsonNode bert, String name) throws UnknownTokenizerException {
        JsonNode flag = bert.path(name);
        if (!flag.isBoolean()) {
            throw new UnknownTokenizerException("a BertNormalizer whose %s is '%s'".formatted(name, flag.asText()));
        }
        return flag.asBoolean();
    }

    void apply(NormalizedText text) {
        for (Step step : steps) {
            step.apply(text);
        }
    }

    /** Whether it changes the order of combining characters, so that some cannot be told without their neighbours. */
    boolean reorders() {
        return steps.contains(Step.DECOMPOSE);
    }
}

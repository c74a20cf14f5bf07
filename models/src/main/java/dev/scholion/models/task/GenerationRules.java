package dev.scholion.models.task;

import java.util.Optional;

/**
 * How a caller wants text to be generated; what is not said is as the model's own files have it.
 *
 * @param prefix stands before each text, for example {@code "summarize: "}; the model was trained with it, or not
 * @param maxNewTokens most tokens that are generated of one window
 * @param beams sequences that are kept while searching; 1 is greedy search
 */
public record GenerationRules(String prefix, Optional<Integer> maxNewTokens, Optional<Integer> beams) {
    /** All as the model's files have it. */
    public static final GenerationRules OF_MODEL = new GenerationRules("", Optional.empty(), Optional.empty());

    public GenerationRules {
        if (maxNewTokens.filter(tokens -> tokens < 1).isPresent()) {
            throw new IllegalArgumentException("%d new tokens, expected at least 1".formatted(maxNewTokens.get()));
        }
        if (beams.filter(count -> count < 1).isPresent()) {
            throw new IllegalArgumentException("%d beams, expected at least 1".formatted(beams.get()));
        }
    }

    public GenerationRules withPrefix(String text) {
        return new GenerationRules(text, maxNewTokens, beams);
    }

    public GenerationRules withMaxNewTokens(int tokens) {
        return new GenerationRules(prefix, Optional.of(tokens), beams);
    }

    public GenerationRules withBeams(int count) {
        return new GenerationRules(prefix, maxNewTokens, Optional.of(count));
    }
}

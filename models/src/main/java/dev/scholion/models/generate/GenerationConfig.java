package dev.scholion.models.generate;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * How text is generated, as far as a search must know it.
 *
 * @param start the decoder's first token
 * @param ends tokens that end a sequence; may be empty
 * @param maxLength tokens of the longest sequence, the decoder's start included, at least 2
 * @param rules applied to the scores in this order
 * @param forcesEnd whether the last token of a sequence that has used up its length is made an end token
 */
public record GenerationConfig(
        int start, Set<Integer> ends, int maxLength, BeamRules beams, List<ScoreRule> rules, boolean forcesEnd) {
    public GenerationConfig {
        ends = Set.copyOf(ends);
        rules = List.copyOf(rules);
        if (maxLength < 2) {
            throw new IllegalArgumentException(
                    "a length of %d tokens leaves none behind the decoder's start".formatted(maxLength));
        }
    }

    /** Most tokens that are generated. */
    public int maxNewTokens() {
        return maxLength - 1;
    }

    void applyRules(int[] prefix, float[] scores) {
        rules.forEach(rule -> rule.apply(prefix, scores));
    }

    /** @param sequence the decoder's start first */
    Hypothesis hypothesis(int[] sequence) {
        List<Integer> ids = Arrays.stream(sequence).skip(1).boxed().toList();
        boolean ended = ends.contains(sequence[sequence.length - 1]);
        return new Hypothesis(ids, ended && !(forcesEnd && sequence.length == maxLength));
    }
}

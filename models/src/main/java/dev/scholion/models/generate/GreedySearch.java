package dev.scholion.models.generate;

import java.util.Arrays;
import java.util.List;

/** Takes the token with the highest score, each time. */
final class GreedySearch implements Search {
    private final GenerationConfig config;

    GreedySearch(GenerationConfig config) {
        this.config = config;
    }

    @Override
    public Hypothesis search(NextTokens next) {
        int[] sequence = {config.start()};
        while (sequence.length < config.maxLength()) {
            float[] scores = next.after(List.of(sequence))[0];
            LogProbabilities.requireNumbers(scores);
            config.applyRules(sequence, scores);
            sequence = Arrays.copyOf(sequence, sequence.length + 1);
            int token = highest(scores);
            sequence[sequence.length - 1] = token;
            if (config.ends().contains(token)) {
                break;
            }
        }
        return config.hypothesis(sequence);
    }

    /** Of equal scores the first. */
    private static int highest(float[] scores) {
        int highest = 0;
        for (int token = 1; token < scores.length; token++) {
            if (scores[token] > scores[highest]) {
                highest = token;
            }
        }
        return highest;
    }
}

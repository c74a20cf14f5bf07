package dev.scholion.models.generate;

import java.util.List;

/** Sequences of tokens that are never completed. */
record BadWords(List<List<Integer>> sequences) implements ScoreRule {
    BadWords {
        sequences = sequences.stream().map(List::copyOf).toList();
    }

    @Override
    public void apply(int[] prefix, float[] scores) {
        for (List<Integer> sequence : sequences) {
            int last = sequence.get(sequence.size() - 1);
            if (last < scores.length && endsWith(prefix, sequence.subList(0, sequence.size() - 1))) {
                scores[last] = BANNED;
            }
        }
    }

    private static boolean endsWith(int[] prefix, List<Integer> beginning) {
        int from = prefix.length - beginning.size();
        if (from < 0) {
            return false;
        }
        for (int i = 0; i < beginning.size(); i++) {
            if (prefix[from + i] != beginning.get(i)) {
                return false;
            }
        }
        return true;
    }
}

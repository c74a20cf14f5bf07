package dev.scholion.models.generate;

import java.util.Arrays;

/**
 * No sequence of so many tokens comes twice.
 *
 * @param size at least 1
 */
record NoRepeatNgram(int size) implements ScoreRule {
    @Override
    public void apply(int[] prefix, float[] scores) {
        int known = size - 1;
        int tail = prefix.length - known;
        for (int start = 0; start + known < prefix.length; start++) {
            int last = prefix[start + known];
            if (last < scores.length && Arrays.equals(prefix, start, start + known, prefix, tail, prefix.length)) {
                scores[last] = BANNED;
            }
        }
    }
}

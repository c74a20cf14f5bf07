package dev.scholion.models.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A language in which the next token depends on the last one alone, given by probabilities. Remembers what it was asked.
 */
final class Bigrams implements NextTokens {
    static final int START = 0;
    static final int END = 1;

    private final double[][] probabilities;
    private final List<Integer> rowsAsked = new ArrayList<>();

    /** @param probabilities of the token that comes next, by the last token */
    Bigrams(double[]... probabilities) {
        this.probabilities = probabilities;
    }

    @Override
    public float[][] after(List<int[]> prefixes) {
        rowsAsked.add(prefixes.size());
        return prefixes.stream().map(this::scores).toArray(float[][]::new);
    }

    private float[] scores(int[] prefix) {
        double[] next = probabilities[prefix[prefix.length - 1]];
        float[] scores = new float[next.length];
        for (int token = 0; token < next.length; token++) {
            scores[token] = (float) Math.log(next[token]);
        }
        return scores;
    }

    /** The logarithm of the probability of a whole sequence. */
    double score(List<Integer> ids) {
        double sum = 0;
        int last = START;
        for (int token : ids) {
            sum += Math.log(probabilities[last][token]);
            last = token;
        }
        return sum;
    }

    /** How many prefixes were asked about in each call. */
    List<Integer> rowsAsked() {
        return List.copyOf(rowsAsked);
    }

    int vocabulary() {
        return probabilities.length;
    }

    @Override
    public String toString() {
        return Arrays.deepToString(probabilities);
    }
}

package dev.scholion.models.decode;

import dev.scholion.models.catalog.Aggregation;
import dev.scholion.models.text.Encoding;
import java.util.ArrayList;
import java.util.List;

/**
 * A token or a word with its best label.
 *
 * @param token its first token
 * @param label index of the label
 * @param start first code point
 * @param end code point after the last
 */
record Piece(int token, int label, float score, int start, int end) {
    /**
     * Tokens or words, as the strategy asks, of the tokens {@code [first, end)}.
     *
     * @param probabilities by token, from {@code first} on; for each token by label
     */
    static List<Piece> of(Encoding encoding, int first, int end, float[][] probabilities, Aggregation strategy) {
        boolean words = strategy != Aggregation.NONE && strategy != Aggregation.SIMPLE;
        List<Piece> pieces = new ArrayList<>();
        for (int from = first; from < end; ) {
            int to = from + 1;
            while (words && to < end && !encoding.startsWord(to)) {
                to++;
            }
            float[] scores = combined(probabilities, from - first, to - first, strategy);
            int label = Probabilities.best(scores);
            pieces.add(new Piece(from, label, scores[label], encoding.start(from), encoding.end(to - 1)));
            from = to;
        }
        return pieces;
    }

    private static float[] combined(float[][] probabilities, int from, int to, Aggregation strategy) {
        return switch (strategy) {
            case NONE, SIMPLE, FIRST -> probabilities[from];
            case AVERAGE -> mean(probabilities, from, to);
            case MAX -> mostCertain(probabilities, from, to);
        };
    }

    private static float[] mean(float[][] probabilities, int from, int to) {
        float[] mean = new float[probabilities[from].length];
        for (int label = 0; label < mean.length; label++) {
            double sum = 0;
            for (int token = from; token < to; token++) {
                sum += probabilities[token][label];
            }
            mean[label] = (float) (sum / (to - from));
        }
        return mean;
    }

    private static float[] mostCertain(float[][] probabilities, int from, int to) {
        float[] certain = probabilities[from];
        for (int token = from + 1; token < to; token++) {
            float[] scores = probabilities[token];
            if (scores[Probabilities.best(scores)] > certain[Probabilities.best(certain)]) {
                certain = scores;
            }
        }
        return certain;
    }
}

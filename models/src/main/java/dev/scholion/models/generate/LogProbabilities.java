package dev.scholion.models.generate;

/** Scores as the logarithms of probabilities that sum to 1. */
final class LogProbabilities implements ScoreRule {
    @Override
    public void apply(int[] prefix, float[] scores) {
        normalize(scores);
    }

    /** Replaces raw scores by the logarithms of their softmax. */
    static void normalize(float[] scores) {
        float highest = Float.NEGATIVE_INFINITY;
        for (float score : scores) {
            highest = Math.max(highest, score);
        }
        double sum = 0;
        for (float score : scores) {
            sum += Math.exp(score - highest);
        }
        float logarithm = (float) Math.log(sum);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = scores[i] - highest - logarithm;
        }
    }

    /** @throws ScoreException if one is not a number */
    static void requireNumbers(float[] scores) {
        for (int token = 0; token < scores.length; token++) {
            if (Float.isNaN(scores[token])) {
                throw new ScoreException(token);
            }
        }
    }
}

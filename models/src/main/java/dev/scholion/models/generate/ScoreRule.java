package dev.scholion.models.generate;

/** Changes the scores of the next token by the tokens before it. Immutable. */
@FunctionalInterface
interface ScoreRule {
    /** What may not be generated. */
    float BANNED = Float.NEGATIVE_INFINITY;

    /**
     * @param prefix tokens so far, the decoder's start first
     * @param scores of the whole vocabulary, changed in place
     */
    void apply(int[] prefix, float[] scores);
}

package dev.scholion.models.generate;

/**
 * How beams are kept and compared.
 *
 * @param count beams; 1 is greedy search
 * @param lengthPenalty exponent of the length by which a sequence's score is divided: above 0 it favours long ones, since
 *     scores are negative
 */
public record BeamRules(int count, double lengthPenalty, EarlyStopping earlyStopping) {
    public BeamRules {
        if (count < 1) {
            throw new IllegalArgumentException("%d beams, expected at least 1".formatted(count));
        }
    }

    BeamRules withCount(int other) {
        return new BeamRules(other, lengthPenalty, earlyStopping);
    }

    /** @param length tokens behind the decoder's start, at least 1 */
    float perLength(float score, int length) {
        return score / (float) Math.pow(length, lengthPenalty);
    }
}

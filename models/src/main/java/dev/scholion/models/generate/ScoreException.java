package dev.scholion.models.generate;

/** A model's score is not a number. */
public final class ScoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ScoreException(int token) {
        super("the score of token %d is not a number".formatted(token));
    }
}

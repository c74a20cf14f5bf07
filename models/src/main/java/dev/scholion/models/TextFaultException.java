package dev.scholion.models;

/** A text that a model cannot annotate, while its neighbours are unharmed. */
public final class TextFaultException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Kind kind;

    public TextFaultException(Kind kind, String message) {
        super(message, null, false, false); // one an event: no stack trace
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** What is wrong. */
    public enum Kind {
        /** The tokenizer cannot take the text. */
        NOT_TOKENIZABLE,
        /** The engine refused this text alone. */
        ENGINE_REFUSED,
        /** A score is not a number. */
        INVALID_SCORE,
        /** A task needs a further text, which the input does not have. */
        MISSING_FIELD,
        /** No model reads the text's language. */
        NO_MODEL
    }
}

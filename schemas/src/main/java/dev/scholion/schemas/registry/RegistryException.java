package dev.scholion.schemas.registry;

/** What the registry could not answer. Messages hold no secret and at most a few words from the registry. */
public final class RegistryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What one can do about it. */
    public enum Kind {
        /** The registry answered that there is no such schema or subject. */
        NOT_FOUND,
        /** The schema was refused by the subject's compatibility rule. */
        INCOMPATIBLE,
        /** The schema is there, but it is not Avro, or not safe to read. */
        UNREADABLE,
        /** The credentials are missing, wrong, or lack the right. */
        UNAUTHORIZED,
        /** The registry refused the request for another reason. */
        REFUSED,
        /** No answer, or one that means "later": the only kind that another try can mend. */
        UNAVAILABLE
    }

    private final Kind kind;

    public RegistryException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public RegistryException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}

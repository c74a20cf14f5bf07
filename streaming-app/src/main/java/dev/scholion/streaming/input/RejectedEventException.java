package dev.scholion.streaming.input;

/** An event that cannot be annotated, through its own fault. It becomes a reject record and nothing else. */
public final class RejectedEventException extends Exception {
    private static final long serialVersionUID = 1;

    private final Stage stage;
    private final Reason reason;

    /** @param message for people; names the value's fault and the limit, never more than a few words of the text */
    public RejectedEventException(Stage stage, Reason reason, String message) {
        super(message, null, false, false); // thrown once an event: no stack trace
        this.stage = stage;
        this.reason = reason;
    }

    public Stage stage() {
        return stage;
    }

    public Reason reason() {
        return reason;
    }
}

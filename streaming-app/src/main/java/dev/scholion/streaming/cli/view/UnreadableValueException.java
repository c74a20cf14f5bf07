package dev.scholion.streaming.cli.view;

/** Bytes of a record that cannot be shown as a value. The message says why. */
public final class UnreadableValueException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableValueException(String message, Throwable cause) {
        super(message, cause);
    }
}

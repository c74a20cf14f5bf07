package dev.scholion.streaming.local;

import java.io.IOException;

/** A local process that did not start, or did not do what it was asked. The message is for people. */
public final class LocalRunException extends IOException {
    private static final long serialVersionUID = 1;

    public LocalRunException(String message) {
        super(message);
    }

    public LocalRunException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.scholion.schemas;

/** Bytes that are not a frame. The message says what is wrong, and quotes at most one byte. */
public final class WireFormatException extends Exception {
    private static final long serialVersionUID = 1;

    WireFormatException(String message) {
        super(message);
    }
}

package dev.scholion.models.hub;

/** A model that cannot be fetched, in words for the person who asked for it. The message holds no credentials. */
public final class HubException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public HubException(String message) {
        super(message);
    }

    public HubException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.scholion.models;

/** An engine that is broken: no text can be annotated until it is opened anew. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What an engine's failure means for those who use it. */
    public enum Kind {
        /** The engine did not do what it should; a smaller batch or a new engine may help. */
        BROKEN,
        /** There was not enough memory on the device; a smaller batch helps, unless it was one row. */
        OUT_OF_MEMORY,
        /** The device is lost to this process: every later call fails, also of other engines. Only a new process helps. */
        DEVICE_LOST
    }

    private final Kind kind;

    public EngineException(String message) {
        this(Kind.BROKEN, message);
    }

    public EngineException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public EngineException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public EngineException(String message, Throwable cause) {
        super(message, cause);
        this.kind = cause instanceof EngineException engine ? engine.kind : Kind.BROKEN;
    }

    public Kind kind() {
        return kind;
    }
}

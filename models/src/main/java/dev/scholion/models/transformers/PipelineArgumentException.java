package dev.scholion.models.transformers;

/** A pipeline that was asked for in a way that it cannot be: the message names the argument. */
public final class PipelineArgumentException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public PipelineArgumentException(String message) {
        super(message);
    }
}

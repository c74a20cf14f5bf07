package dev.scholion.models.transformers;

/** An input that a pipeline cannot answer, while others are unharmed. */
final class PipelineInputException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PipelineInputException(String message) {
        super(message, null, false, false); // one an input: no stack trace
    }
}

package dev.scholion.models.catalog;

/** A model folder that cannot be used as it is. The message names the file and, where two values differ, both. */
public sealed class ModelPackageException extends RuntimeException permits UnbuiltPackageException {
    private static final long serialVersionUID = 1;

    public ModelPackageException(String message) {
        super(message);
    }

    public ModelPackageException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.scholion.models.catalog;

/** A package that is described in full but whose weights are too large to come along. The message says how to make them. */
public final class UnbuiltPackageException extends ModelPackageException {
    private static final long serialVersionUID = 1;

    UnbuiltPackageException(String file, String command) {
        super("%s is not there: this package is made by `%s`".formatted(file, command));
    }
}

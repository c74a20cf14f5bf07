package dev.scholion.models.predict;

import dev.scholion.models.TextFaultException;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.text.Window;

/**
 * Keeps rows from a model that would look beyond its embedding table.
 *
 * @param size tokens that the model knows
 */
record VocabularyCheck(int size) {
    static VocabularyCheck of(ModelPackage model) {
        return new VocabularyCheck(model.vocabulary().orElse(Integer.MAX_VALUE));
    }

    /** @throws TextFaultException if a row has no tokens, or one that the model does not know */
    void check(Window window) {
        if (window.row().length() == 0) {
            throw new TextFaultException(TextFaultException.Kind.NOT_TOKENIZABLE, "the text has no tokens");
        }
        for (int column = 0; column < window.row().length(); column++) {
            if (window.row().id(column) >= size) {
                throw new TextFaultException(
                        TextFaultException.Kind.NOT_TOKENIZABLE,
                        "token id %d, the model knows %d".formatted(window.row().id(column), size));
            }
        }
    }
}

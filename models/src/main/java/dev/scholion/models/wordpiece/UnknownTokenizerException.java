package dev.scholion.models.wordpiece;

/** A {@code tokenizer.json} that is valid perhaps, but of a kind that this tokenizer does not know. */
public final class UnknownTokenizerException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param part what is not known, for example {@code the model 'BPE'} */
    UnknownTokenizerException(String part) {
        super("no tokenizer of our own for " + part);
    }
}

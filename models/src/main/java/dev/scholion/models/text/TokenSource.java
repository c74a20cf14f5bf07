package dev.scholion.models.text;

import dev.scholion.models.TextFaultException;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.wordpiece.Tokens;
import dev.scholion.models.wordpiece.WordPieceTokenizer;
import java.util.Optional;

/** What turns texts into tokens. Thread-safe. */
sealed interface TokenSource extends AutoCloseable permits OwnTokens, LibraryTokens {
    /**
     * By our own code where it knows the kind of file, else by the library.
     *
     * @throws ModelPackageException if the file is no tokenizer
     */
    static TokenSource of(TokenizerFile file) {
        Optional<WordPieceTokenizer> own = file.own();
        return own.isPresent() ? new OwnTokens(own.get()) : new LibraryTokens(file);
    }

    /**
     * The tokens of a text without special ones around it.
     *
     * @throws TextFaultException if the text is not valid Unicode, or the tokenizer cannot take it
     * @throws IllegalStateException if it is closed
     */
    Tokens encode(String text);

    /** What stands around a text. */
    RowFrame frame();

    /** What stands around two texts, if the tokenizer has such rows. */
    Optional<PairFrame> pairFrame();

    /** Idempotent; waits for running calls where these use what it frees. */
    @Override
    void close();
}

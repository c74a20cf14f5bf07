package dev.scholion.models.text;

import dev.scholion.models.TextFaultException;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.wordpiece.Tokens;
import java.util.Optional;

/** Tokens by Hugging Face's library. It holds native memory. */
final class LibraryTokens implements TokenSource {
    private static final String SAMPLE = "a";

    private final NativeTokenizer library;
    private final RowFrame frame;
    private final Optional<PairFrame> pairFrame;

    LibraryTokens(TokenizerFile file) {
        this.library = new NativeTokenizer(file.json());
        try {
            TokenizedRow content = library.encode(SAMPLE, null, false).get(0);
            this.frame =
                    RowFrame.around(content, library.encode(SAMPLE, null, true).get(0));
            this.pairFrame = PairFrame.around(
                    content, library.encode(SAMPLE, SAMPLE, true).get(0));
        } catch (TextFaultException e) {
            library.close();
            throw new ModelPackageException(
                    "tokenizer.json does not take '%s': %s".formatted(SAMPLE, e.getMessage()), e);
        } catch (RuntimeException e) {
            library.close();
            throw e;
        }
    }

    @Override
    public Tokens encode(String text) {
        if (CodePoints.hasHalfPair(text)) {
            throw TextTokenizer.notTokenizable("the text has half of a surrogate pair: it is not valid Unicode");
        }
        Tokens tokens = library.encode(text, null, false).get(0).tokens();
        int characters = text.codePointCount(0, text.length());
        for (int i = 0; i < tokens.length(); i++) {
            if (tokens.start(i) < 0 || tokens.end(i) < tokens.start(i) || tokens.end(i) > characters) {
                throw TextTokenizer.notTokenizable("a token lies outside of the text; is the text valid Unicode?");
            }
        }
        return tokens;
    }

    @Override
    public RowFrame frame() {
        return frame;
    }

    @Override
    public Optional<PairFrame> pairFrame() {
        return pairFrame;
    }

    @Override
    public void close() {
        library.close();
    }
}

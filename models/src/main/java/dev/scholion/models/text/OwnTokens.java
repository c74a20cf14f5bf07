package dev.scholion.models.text;

import dev.scholion.models.wordpiece.Tokens;
import dev.scholion.models.wordpiece.WordPieceTokenizer;
import java.util.Optional;

/** Tokens by our own code, which has nothing to free. */
final class OwnTokens implements TokenSource {
    private final WordPieceTokenizer tokenizer;
    private final RowFrame frame;
    private final Optional<PairFrame> pairFrame;
    private volatile boolean closed;

    OwnTokens(WordPieceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
        this.frame = RowFrame.of(tokenizer.single());
        this.pairFrame = tokenizer.pair().flatMap(PairFrame::of);
    }

    @Override
    public Tokens encode(String text) {
        if (closed) {
            throw new IllegalStateException("the tokenizer is closed");
        }
        return tokenizer.encode(text);
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
        closed = true;
    }
}

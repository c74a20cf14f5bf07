package dev.scholion.models.wordpiece;

import dev.scholion.models.wordpiece.TokenFinder.Parts;

/**
 * The way of a text that added tokens may occur in, or combining characters that stay: in its parts, each normalized by itself.
 * One thread owns it.
 */
final class SplitText implements Parts {
    private final int[] text;
    private final Scan scan;
    private final Normalization normalization;
    private final AddedTokens added;
    private final PostProcessor processor;

    SplitText(int[] text, Scan scan, Normalization normalization, AddedTokens added, PostProcessor processor) {
        this.text = text;
        this.scan = scan;
        this.normalization = normalization;
        this.added = added;
        this.processor = processor;
    }

    void run() {
        added.plain().split(text, text.length, this);
    }

    @Override
    public void text(int from, int to) {
        int tokens = scan.tokens().length();
        int words = scan.words();
        if (added.normalized().isEmpty() && scan.take(text, from, to)) {
            return;
        }
        scan.backTo(tokens, words);
        NormalizedText normal = new NormalizedText(text, from, to, from);
        normalization.apply(normal);
        added.normalized().split(normal.characters(), normal.length(), new Parts() {
            @Override
            public void text(int start, int end) {
                scan.take(normal, start, end);
            }

            @Override
            public void token(AddedToken token, int start, int end) {
                add(token, normal.characters(), start, end, normal.place(start), normal.place(end - 1) + 1);
            }
        });
    }

    @Override
    public void token(AddedToken token, int from, int to) {
        add(token, text, from, to, from, to);
    }

    private void add(AddedToken token, int[] spelled, int from, int to, int start, int end) {
        if (processor.trimsBlanks()) {
            BlankTrimming.add(scan, token, spelled, from, to, start, end, processor.keepsFirstBlank());
        } else {
            scan.takeAdded(token.id(), start, end);
        }
    }
}

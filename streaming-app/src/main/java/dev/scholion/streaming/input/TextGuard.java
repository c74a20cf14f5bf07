package dev.scholion.streaming.input;

/** Keeps from the tokenizer what it could not answer for. */
public final class TextGuard {
    private final int maxCharacters;

    /** @param maxCharacters longest text, in UTF-16 units, at least 1 */
    public TextGuard(int maxCharacters) {
        if (maxCharacters < 1) {
            throw new IllegalArgumentException("a text takes at least 1 character, not " + maxCharacters);
        }
        this.maxCharacters = maxCharacters;
    }

    /** The length is looked at first: what follows reads the whole text. */
    public void check(String text) throws RejectedEventException {
        if (text.length() > maxCharacters) {
            throw rejected(
                    Reason.TEXT_TOO_LONG,
                    "the text has %d characters (UTF-16 units), the limit is %d"
                            .formatted(text.length(), maxCharacters));
        }
        int half = UnicodeText.firstHalfPair(text);
        if (half >= 0) {
            throw rejected(
                    Reason.INVALID_UNICODE, "the text has half a surrogate pair at character %d".formatted(half));
        }
        if (text.codePoints().allMatch(UnicodeText::isWhiteSpace)) {
            throw rejected(
                    Reason.BLANK_TEXT,
                    text.isEmpty()
                            ? "the text is empty"
                            : "the text's %d characters are all white space".formatted(text.length()));
        }
    }

    private static RejectedEventException rejected(Reason reason, String message) {
        return new RejectedEventException(Stage.GUARD, reason, message);
    }
}

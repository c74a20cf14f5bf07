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
        checkUnicode("the text", text);
        if (isBlank(text)) {
            throw rejected(
                    Reason.BLANK_TEXT,
                    text.isEmpty()
                            ? "the text is empty"
                            : "the text's %d characters are all white space".formatted(text.length()));
        }
    }

    /**
     * Whether a further text says anything. A blank one counts as absent.
     *
     * @param path of its field, for the message
     */
    boolean takes(String path, String text) throws RejectedEventException {
        checkUnicode("the field '%s'".formatted(path), text);
        return !isBlank(text);
    }

    private void checkUnicode(String what, String text) throws RejectedEventException {
        if (text.length() > maxCharacters) {
            throw rejected(
                    Reason.TEXT_TOO_LONG,
                    "%s has %d characters (UTF-16 units), the limit is %d"
                            .formatted(what, text.length(), maxCharacters));
        }
        int half = UnicodeText.firstHalfPair(text);
        if (half >= 0) {
            throw rejected(
                    Reason.INVALID_UNICODE, "%s has half a surrogate pair at character %d".formatted(what, half));
        }
    }

    private static boolean isBlank(String text) {
        return text.codePoints().allMatch(UnicodeText::isWhiteSpace);
    }

    private static RejectedEventException rejected(Reason reason, String message) {
        return new RejectedEventException(Stage.GUARD, reason, message);
    }
}

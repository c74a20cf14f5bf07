package dev.scholion.streaming.input;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** What is text and what is not. */
final class UnicodeText {
    private UnicodeText() {}

    /**
     * Reads UTF-8. No malformed byte is replaced, for a replaced one would be annotated as if it had been written.
     *
     * @param what for the message, for example {@code the value}
     * @throws RejectedEventException at stage decode
     */
    static String decode(byte[] bytes, int start, int length, String what) throws RejectedEventException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, start, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RejectedEventException(Stage.DECODE, Reason.INVALID_UNICODE, "%s is not UTF-8".formatted(what));
        }
    }

    /** Index of the first UTF-16 surrogate that has no partner, or -1. */
    static int firstHalfPair(String text) {
        int codePoint;
        for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(i);
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                return i; // a whole pair would have been one code point above these
            }
        }
        return -1;
    }

    /** Whether the code point has Unicode's White_Space property. Java's own tests leave out four to seven of these. */
    static boolean isWhiteSpace(int codePoint) {
        return (codePoint >= 0x09 && codePoint <= 0x0D)
                || codePoint == 0x85
                || switch (Character.getType(codePoint)) {
                    case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
                    default -> false;
                };
    }
}

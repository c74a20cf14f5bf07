package dev.scholion.streaming.cli.view;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Text from anywhere, made harmless for a terminal. */
public final class SafeText {
    private SafeText() {}

    /**
     * The same text with what a terminal would obey made visible: control characters, marks that turn the direction of
     * writing, and lone surrogates. Each becomes one character, so positions stay what they are.
     */
    public static String of(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                safe.append(c).append(text.charAt(++i));
            } else {
                safe.append(visible(c));
            }
        }
        return safe.toString();
    }

    private static char visible(char c) {
        if (c == '\n') {
            return '\u21b5';
        }
        if (c < ' ') {
            return (char) (0x2400 + c); // Unicode's pictures of control characters
        }
        boolean turns = (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
        return turns || (c >= 0x7f && c < 0xa0) || Character.isSurrogate(c) ? '\ufffd' : c;
    }

    /** The text in strict UTF-8, or nothing if the bytes are not that. */
    public static Optional<String> decode(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Bytes as people read them: the text if they are one, and otherwise ASCII with {@code \xNN} for the rest. */
    public static String of(byte[] bytes) {
        return decode(bytes).map(SafeText::of).orElseGet(() -> escaped(bytes));
    }

    private static String escaped(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte each : bytes) {
            int value = each & 0xff;
            if (value >= ' ' && value < 0x7f && value != '\\') {
                text.append((char) value);
            } else {
                text.append("\\x%02x".formatted(value));
            }
        }
        return text.toString();
    }

    /** At most so many characters, the last one an ellipsis if some were left out. Never half a surrogate pair. */
    public static String shortened(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}

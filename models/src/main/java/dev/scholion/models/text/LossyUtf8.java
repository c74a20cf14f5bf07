package dev.scholion.models.text;

/**
 * Decodes UTF-8 with one U+FFFD for each ill-formed part, a part being as long as it could be the beginning of a character:
 * Unicode's recommendation, which the JDK's own decoder leaves for surrogates.
 */
final class LossyUtf8 {
    private static final int REPLACEMENT = 0xFFFD;

    private LossyUtf8() {}

    static String decode(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        for (int i = 0; i < bytes.length; ) {
            int first = bytes[i] & 0xFF;
            int following = following(first);
            int codePoint = following == 0 ? first : first & (0x3F >> following);
            boolean valid = following >= 0;
            int end = i + 1;
            for (; valid && end <= i + following; end++) {
                if (end == bytes.length || !continues(first, bytes[end] & 0xFF, end == i + 1)) {
                    valid = false;
                    break;
                }
                codePoint = codePoint << 6 | (bytes[end] & 0x3F);
            }
            text.appendCodePoint(valid ? codePoint : REPLACEMENT);
            i = end;
        }
        return text.toString();
    }

    /** Bytes that follow a first one, or -1 if it cannot be the first. */
    private static int following(int first) {
        if (first < 0x80) {
            return 0;
        }
        if (first < 0xC2 || first > 0xF4) {
            return -1;
        }
        return first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
    }

    private static boolean continues(int first, int next, boolean second) {
        int lowest = 0x80;
        int highest = 0xBF;
        if (second) {
            switch (first) {
                case 0xE0 -> lowest = 0xA0;
                case 0xED -> highest = 0x9F;
                case 0xF0 -> lowest = 0x90;
                case 0xF4 -> highest = 0x8F;
                default -> {}
            }
        }
        return next >= lowest && next <= highest;
    }
}

package dev.scholion.models.text;

import java.util.Arrays;

/** Where the code points of a text lie in its UTF-16 units. */
public final class CodePoints {
    private final int count;

    /** The code points after which the two counts differ by one more; empty if there are no surrogate pairs. */
    private final int[] pairs;

    public CodePoints(String text) {
        this.count = text.codePointCount(0, text.length());
        this.pairs = new int[text.length() - count];
        int codePoint = 0;
        int found = 0;
        for (int i = 0; found < pairs.length; codePoint++) {
            boolean pair = Character.isSupplementaryCodePoint(text.codePointAt(i));
            if (pair) {
                pairs[found++] = codePoint;
            }
            i += pair ? 2 : 1;
        }
    }

    /** Whether a text has a surrogate without its partner, so that it is not valid Unicode. */
    static boolean hasHalfPair(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                    return true;
                }
                i++; // its partner
            }
        }
        return false;
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /**
     * Where a code point begins.
     *
     * @param codePoint from 0 to {@link #count}
     */
    public int utf16(int codePoint) {
        if (codePoint < 0 || codePoint > count) {
            throw new IndexOutOfBoundsException("code point %d of %d".formatted(codePoint, count));
        }
        int before = Arrays.binarySearch(pairs, codePoint);
        return codePoint + (before < 0 ? -before - 1 : before);
    }
}

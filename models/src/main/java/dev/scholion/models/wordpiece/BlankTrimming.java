package dev.scholion.models.wordpiece;

/** How RobertaProcessing leaves out of a token's offsets the blanks that it was spelled with. */
final class BlankTrimming {
    /** How byte-level vocabularies write a blank. */
    private static final int WRITTEN_BLANK = 0x120;

    private BlankTrimming() {}

    /** Whether a spelling begins or ends with a blank. */
    static boolean isEdged(String spelling) {
        return !spelling.isEmpty()
                && (isBlank(spelling.codePointAt(0)) || isBlank(spelling.codePointBefore(spelling.length())));
    }

    private static boolean isBlank(int character) {
        return character == WRITTEN_BLANK || Characters.BLANK.has(character);
    }

    /**
     * Adds an added token without its blanks.
     *
     * @param spelled the text that it was found in, of which it has the code points from {@code from} to {@code to}
     * @param keepsFirst whether a single blank before the first token stays
     */
    static void add(
            Scan scan, AddedToken token, int[] spelled, int from, int to, int start, int end, boolean keepsFirst) {
        int leading = 0;
        while (from + leading < to && isBlank(spelled[from + leading])) {
            leading++;
        }
        int trailing = 0;
        while (to - trailing > from && isBlank(spelled[to - trailing - 1])) {
            trailing++;
        }
        boolean isFirst = scan.tokens().length() == 0 || start == 0;
        int trimmed = isFirst && keepsFirst && leading == 1 ? start : Math.min(start + leading, end);
        scan.takeAdded(token.id(), trimmed, end >= trailing ? Math.max(end - trailing, trimmed) : end);
    }
}

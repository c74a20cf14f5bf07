package dev.scholion.models.transformers;

/** A text that is counted in code points, as Python counts. */
final class CodePointText {
    private final String text;
    private final int length;

    CodePointText(String text) {
        this.text = text;
        this.length = text.codePointCount(0, text.length());
    }

    /** What lies between two code points; as much of it as there is. */
    String slice(int start, int end) {
        int from = Math.max(0, Math.min(start, length));
        int to = Math.max(from, Math.min(end, length));
        if (length == text.length()) {
            return text.substring(from, to);
        }
        int first = text.offsetByCodePoints(0, from);
        return text.substring(first, text.offsetByCodePoints(first, to - from));
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}

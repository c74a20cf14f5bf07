package dev.scholion.models.transformers;

import dev.scholion.models.text.CodePoints;

/** A text that is counted in code points, as Python counts. */
final class CodePointText {
    private final String text;
    private final CodePoints codePoints;

    CodePointText(String text) {
        this.text = text;
        this.codePoints = new CodePoints(text);
    }

    /** What lies between two code points; as much of it as there is. */
    String slice(int start, int end) {
        int from = Math.max(0, Math.min(start, codePoints.count()));
        int to = Math.max(from, Math.min(end, codePoints.count()));
        return text.substring(codePoints.utf16(from), codePoints.utf16(to));
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}

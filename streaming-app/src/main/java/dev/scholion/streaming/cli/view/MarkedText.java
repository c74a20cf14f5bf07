package dev.scholion.streaming.cli.view;

import java.util.List;

/** A text with its entities marked in place: in colour, or in brackets where there is none. */
public final class MarkedText {
    private static final int LONGEST = 600;

    private MarkedText() {}

    /**
     * A marked part of a text.
     *
     * @param start first UTF-16 unit
     * @param end UTF-16 unit after the last
     */
    public record Span(String type, int start, int end) {}

    /** @param spans in the order of the text, not overlapping; one that does not lie in the text is left out */
    public static String of(Paint paint, String text, List<Span> spans) {
        StringBuilder marked = new StringBuilder();
        int done = 0;
        for (Span span : spans) {
            if (span.start() < done || span.end() <= span.start() || span.end() > text.length()) {
                continue;
            }
            if (span.end() > LONGEST) {
                break;
            }
            marked.append(SafeText.of(text.substring(done, span.start())));
            marked.append(mark(paint, SafeText.of(text.substring(span.start(), span.end())), SafeText.of(span.type())));
            done = span.end();
        }
        int room = Math.max(2, LONGEST - done);
        return marked.append(SafeText.of(SafeText.shortened(text.substring(done), room)))
                .toString();
    }

    private static String mark(Paint paint, String part, String type) {
        return paint.isColoured()
                ? paint.in(colour(type), part) + paint.in(Paint.Colour.DIM, " " + type)
                : "[" + part + " " + type + "]";
    }

    private static Paint.Colour colour(String type) {
        return switch (type) {
            case "PER" -> Paint.Colour.MAGENTA;
            case "LOC" -> Paint.Colour.CYAN;
            case "ORG" -> Paint.Colour.YELLOW;
            default -> Paint.Colour.BLUE;
        };
    }
}

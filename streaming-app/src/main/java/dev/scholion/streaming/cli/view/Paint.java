package dev.scholion.streaming.cli.view;

/** Colours for a terminal, or none. */
public final class Paint {
    private static final String OFF = "\u001b[0m";

    private final boolean coloured;

    private Paint(boolean coloured) {
        this.coloured = coloured;
    }

    /**
     * Coloured if the launcher found a terminal behind the output, and {@code NO_COLOR} is not set. Java cannot tell: its
     * console needs a terminal behind the input as well.
     */
    public static Paint ofTerminal() {
        String refused = System.getenv("NO_COLOR");
        return new Paint(Boolean.getBoolean("scholion.terminal") && (refused == null || refused.isEmpty()));
    }

    public static Paint coloured() {
        return new Paint(true);
    }

    public static Paint plain() {
        return new Paint(false);
    }

    public boolean isColoured() {
        return coloured;
    }

    public String in(Colour colour, String text) {
        return coloured ? colour.code + text + OFF : text;
    }

    /** The colours in use. */
    public enum Colour {
        RED("\u001b[31m"),
        GREEN("\u001b[32m"),
        YELLOW("\u001b[33m"),
        BLUE("\u001b[34m"),
        MAGENTA("\u001b[35m"),
        CYAN("\u001b[36m"),
        UNDERLINED("\u001b[4m"),
        BOLD("\u001b[1m"),
        DIM("\u001b[2m");

        private final String code;

        Colour(String code) {
            this.code = code;
        }
    }
}

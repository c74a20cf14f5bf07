package dev.scholion.models.evaluate;

/**
 * The tag of one word.
 *
 * <p>{@code B-}, {@code I-}, {@code E-} and {@code S-} are read as they are, {@code L-} as {@code E-} and {@code U-} as
 * {@code S-}. Any other tag but {@code O} is a type by itself, as if {@code I-} stood before it; a place alone, such as
 * {@code B}, has the type {@code _}.
 *
 * @param place one of O, B, I, E, S
 * @param type empty for O
 */
public record WordTag(char place, String type) {
    static final WordTag OUTSIDE = new WordTag('O', "");

    private static final String PLACES = "BIES";
    private static final String OTHER_PLACES = "LU";

    public static WordTag parse(String tag) {
        if (tag.equals("O")) {
            return OUTSIDE;
        }
        boolean placed = !tag.isEmpty() && (PLACES + OTHER_PLACES).indexOf(tag.charAt(0)) >= 0;
        if (placed && tag.length() == 1) {
            return new WordTag(place(tag.charAt(0)), "_");
        }
        if (placed && tag.charAt(1) == '-') {
            return new WordTag(place(tag.charAt(0)), tag.length() == 2 ? "_" : tag.substring(2));
        }
        return new WordTag('I', tag);
    }

    private static char place(char written) {
        int other = OTHER_PLACES.indexOf(written);
        return other < 0 ? written : "ES".charAt(other);
    }

    public boolean isOutside() {
        return place == 'O';
    }

    /** As it is written, for example {@code B-PER}. */
    public String written() {
        return isOutside() ? "O" : place + "-" + type;
    }

    /** Whether a span that the word before belongs to ends there. */
    boolean endsWhatStoodBefore(WordTag before) {
        return !before.isOutside()
                && (before.place == 'E'
                        || before.place == 'S'
                        || place == 'B'
                        || place == 'S'
                        || isOutside()
                        || !type.equals(before.type));
    }

    /** Whether a span starts at this word. */
    boolean starts(WordTag before) {
        return !isOutside()
                && (place == 'B'
                        || place == 'S'
                        || before.isOutside()
                        || before.place == 'E'
                        || before.place == 'S'
                        || !type.equals(before.type));
    }
}

package dev.scholion.models.decode;

/**
 * A label of a token classification: where in an entity a token stands, and of which type the entity is.
 *
 * <p>BIO, BIOES and BILOU are understood. A label with none of their prefixes is a type by itself, and its neighbours of
 * the same type continue it.
 */
record Tag(Place place, String type) {
    enum Place {
        OUTSIDE,
        BEGIN,
        INSIDE,
        END,
        SINGLE
    }

    static Tag parse(String label) {
        if (label.equals("O")) {
            return new Tag(Place.OUTSIDE, "");
        }
        if (label.length() < 3 || label.charAt(1) != '-') {
            return new Tag(Place.INSIDE, label);
        }
        String type = label.substring(2);
        return switch (label.charAt(0)) {
            case 'B' -> new Tag(Place.BEGIN, type);
            case 'I' -> new Tag(Place.INSIDE, type);
            case 'E', 'L' -> new Tag(Place.END, type);
            case 'S', 'U' -> new Tag(Place.SINGLE, type);
            default -> new Tag(Place.INSIDE, label);
        };
    }

    /** Whether this tag goes on with the entity that a neighbour before it belongs to. */
    boolean continues(Tag before) {
        return type.equals(before.type)
                && (place == Place.INSIDE || place == Place.END)
                && (before.place == Place.BEGIN || before.place == Place.INSIDE);
    }
}

package dev.scholion.models.wordpiece;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands around one text or two: special tokens, and where the texts go. Immutable.
 *
 * @param places in order
 */
public record TokenTemplate(List<Place> places) {
    /** The place of the first text. */
    public static final int TEXT = -1;

    /** The place of the second text. */
    public static final int PAIR = -2;

    /**
     * One place.
     *
     * @param id of a special token, or {@link #TEXT} or {@link #PAIR}
     * @param type type id of what stands there
     */
    public record Place(int id, int type) {}

    public TokenTemplate {
        places = List.copyOf(places);
    }

    /** Special tokens. */
    public int length() {
        return (int) places.stream().filter(place -> place.id() >= 0).count();
    }

    /** Where a text goes: {@link #TEXT} or {@link #PAIR}. */
    public int indexOf(int text) {
        for (int i = 0; i < places.size(); i++) {
            if (places.get(i).id() == text) {
                return i;
            }
        }
        throw new IllegalArgumentException("no place for text %d in %s".formatted(text, places));
    }

    static TokenTemplate of(Place... places) {
        return new TokenTemplate(List.of(places));
    }

    /**
     * Reads one of {@code TemplateProcessing}.
     *
     * @return empty if it has not each text once
     */
    static Optional<TokenTemplate> read(JsonNode template, JsonNode specials, int texts)
            throws UnknownTokenizerException {
        List<Place> places = new ArrayList<>();
        for (JsonNode piece : template) {
            JsonNode special = piece.path("SpecialToken");
            if (special.isObject()) {
                JsonNode ids = specials.path(special.path("id").asText()).path("ids");
                if (!ids.isArray()) {
                    throw new UnknownTokenizerException("a template with the piece " + piece);
                }
                for (JsonNode id : ids) {
                    places.add(new Place(number(id), number(special.path("type_id"))));
                }
            } else {
                JsonNode text = piece.path("Sequence");
                int which =
                        switch (text.path("id").asText()) {
                            case "A" -> TEXT;
                            case "B" -> PAIR;
                            default -> throw new UnknownTokenizerException("a template with the piece " + piece);
                        };
                places.add(new Place(which, number(text.path("type_id"))));
            }
        }
        boolean complete = places.stream().filter(place -> place.id() == TEXT).count() == 1
                && places.stream().filter(place -> place.id() == PAIR).count() == texts - 1;
        return complete ? Optional.of(new TokenTemplate(places)) : Optional.empty();
    }

    static int number(JsonNode id) throws UnknownTokenizerException {
        if (!id.isInt() || id.asInt() < 0) {
            throw new UnknownTokenizerException("a template with the number '%s'".formatted(id.asText()));
        }
        return id.asInt();
    }
}

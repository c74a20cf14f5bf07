package dev.scholion.models.wordpiece;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalInt;

/**
 * How long a row may be and has to be, as the file states it.
 *
 * @param most tokens of a row, special tokens included
 * @param keepsEnd whether the end of a long text stays rather than its beginning
 * @param least tokens of a row, padding included, if all are to have as many
 * @param multiple what the length of a row is rounded up to
 * @param padsLeft whether padding stands before the tokens
 */
record RowLength(int most, boolean keepsEnd, OptionalInt least, int multiple, boolean padsLeft, int padId) {
    /**
     * Reads the two parts of a file.
     *
     * @param specials special tokens of a row
     */
    static RowLength read(JsonNode truncation, JsonNode padding, int specials) throws UnknownTokenizerException {
        int most = Integer.MAX_VALUE;
        boolean keepsEnd = false;
        if (truncation.isObject()) {
            most = number(truncation, "max_length");
            keepsEnd = isLeft(truncation, "Right");
            String strategy = truncation.path("strategy").asText();
            int stride = number(truncation, "stride");
            if (!strategy.equals("LongestFirst") && !strategy.equals("OnlyFirst")) {
                throw new UnknownTokenizerException("the truncation strategy '%s'".formatted(strategy));
            }
            if (most < specials || (most > specials && stride >= most - specials)) {
                throw new UnknownTokenizerException("a truncation to %d tokens, %d of them special, with a stride of %d"
                        .formatted(most, specials, stride));
            }
        }
        OptionalInt least = OptionalInt.empty();
        int multiple = 1;
        boolean padsLeft = false;
        int padId = 0;
        if (padding.isObject()) {
            JsonNode strategy = padding.path("strategy");
            if (strategy.isObject()) {
                least = OptionalInt.of(number(strategy, "Fixed"));
            } else if (!strategy.asText().equals("BatchLongest")) {
                throw new UnknownTokenizerException("the padding strategy '%s'".formatted(strategy.asText()));
            }
            if (padding.path("pad_to_multiple_of").isNumber()) {
                multiple = Math.max(1, number(padding, "pad_to_multiple_of"));
            }
            padsLeft = isLeft(padding, "");
            padId = number(padding, "pad_id");
        }
        return new RowLength(most, keepsEnd, least, multiple, padsLeft, padId);
    }

    private static boolean isLeft(JsonNode part, String otherwise) throws UnknownTokenizerException {
        String direction = part.path("direction").asText(otherwise);
        if (!direction.equals("Left") && !direction.equals("Right")) {
            throw new UnknownTokenizerException("the direction '%s'".formatted(direction));
        }
        return direction.equals("Left");
    }

    private static int number(JsonNode part, String name) throws UnknownTokenizerException {
        JsonNode number = part.path(name);
        if (!number.isInt() || number.asInt() < 0) {
            throw new UnknownTokenizerException("%s '%s'".formatted(name, number.asText()));
        }
        return number.asInt();
    }

    /** Tokens of a row of so many, padding included. */
    int padded(int tokens) {
        int length = least.orElse(tokens); // alone, a row is the longest of its batch
        int rest = length % multiple;
        return Math.max(tokens, rest == 0 ? length : length + multiple - rest);
    }
}

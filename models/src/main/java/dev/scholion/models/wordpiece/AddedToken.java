package dev.scholion.models.wordpiece;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A token that is looked for in the text before the model cuts it.
 *
 * @param word whether it must stand between characters that are none of a word
 * @param takesLeft whether it takes the blanks before it along
 * @param takesRight whether it takes the blanks behind it along
 * @param normalized whether it is looked for in the normal form of the text, by its own
 */
record AddedToken(int id, String content, boolean word, boolean takesLeft, boolean takesRight, boolean normalized) {
    static AddedToken read(JsonNode token) throws UnknownTokenizerException {
        if (!token.path("id").isInt()
                || !token.path("content").isTextual()
                || !token.path("special").isBoolean()) {
            throw new UnknownTokenizerException("the added token " + token);
        }
        return new AddedToken(
                token.path("id").asInt(),
                token.path("content").asText(),
                flag(token, "single_word"),
                flag(token, "lstrip"),
                flag(token, "rstrip"),
                flag(token, "normalized"));
    }

    private static boolean flag(JsonNode token, String name) throws UnknownTokenizerException {
        if (!token.path(name).isBoolean()) {
            throw new UnknownTokenizerException("the added token %s without %s".formatted(token, name));
        }
        return token.path(name).asBoolean();
    }
}

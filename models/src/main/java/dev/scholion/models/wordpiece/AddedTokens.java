package dev.scholion.models.wordpiece;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The list of added tokens of a {@code tokenizer.json}, with the ids that the library gives them. */
final class AddedTokens {
    private final TokenFinder plain;
    private final TokenFinder normalized;

    /** @param ids of the model's tokens */
    AddedTokens(JsonNode list, Map<String, Integer> ids, Normalization normalization) throws UnknownTokenizerException {
        Map<String, AddedToken> plainly = new HashMap<>();
        Map<String, AddedToken> normally = new HashMap<>();
        for (AddedToken token : read(list, ids)) {
            String content = token.content();
            if (token.normalized()) {
                content = normalized(content, normalization);
            }
            if (content.isEmpty()) {
                throw new UnknownTokenizerException(
                        "the added token '%s', of which nothing can be looked for".formatted(token.content()));
            }
            if ((token.normalized() ? normally : plainly).put(content, token) != null) {
                throw new UnknownTokenizerException("two added tokens that are both '%s' in a text".formatted(content));
            }
        }
        this.plain = new TokenFinder(plainly);
        this.normalized = new TokenFinder(normally);
    }

    private static List<AddedToken> read(JsonNode list, Map<String, Integer> ids) throws UnknownTokenizerException {
        List<AddedToken> tokens = new ArrayList<>();
        Set<Integer> used = new HashSet<>();
        Set<String> contents = new HashSet<>();
        int highest = -1;
        for (JsonNode node : list) {
            AddedToken token = AddedToken.read(node);
            Integer known = ids.get(token.content());
            int id = known != null ? known : Math.max(highest + 1, ids.size());
            highest = Math.max(highest, id);
            if (id != token.id() || id > Trie.MOST || !used.add(id) || !contents.add(token.content())) {
                throw new UnknownTokenizerException(
                        "the added token '%s' with the id %d, where the library takes %d or one before it has it"
                                .formatted(token.content(), token.id(), id));
            }
            tokens.add(token);
        }
        return tokens;
    }

    private static String normalized(String content, Normalization normalization) {
        int[] characters = content.codePoints().toArray();
        NormalizedText text = new NormalizedText(characters, 0, characters.length, 0);
        normalization.apply(text);
        return new String(text.characters(), 0, text.length());
    }

    /** Those that are looked for in the text as it is. */
    TokenFinder plain() {
        return plain;
    }

    /** Those that are looked for in normalized text. */
    TokenFinder normalized() {
        return normalized;
    }
}

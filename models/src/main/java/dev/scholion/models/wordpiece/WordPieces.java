package dev.scholion.models.wordpiece;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * The vocabulary of a WordPiece model: the longest piece that begins a word, then the longest that goes on, and so forth; a
 * word that cannot be told so is unknown as a whole. Immutable.
 */
final class WordPieces {
    private final Map<String, Integer> ids;
    private final Alphabet alphabet;
    private final Trie trie;
    private final int first;
    private final int continuing;
    private final int unknown;
    private final int longest;

    /** @param model of a {@code tokenizer.json} */
    WordPieces(JsonNode model) throws UnknownTokenizerException {
        String type = model.path("type").asText();
        if (!type.equals("WordPiece")) {
            throw new UnknownTokenizerException("the model '%s'".formatted(type));
        }
        this.ids = ids(model.path("vocab"));
        this.alphabet = new Alphabet(ids.keySet());
        this.trie = new Trie(ids, alphabet);
        this.first = trie.root();
        this.continuing = follow(text(model, "continuing_subword_prefix"));
        String name = text(model, "unk_token");
        Integer id = ids.get(name);
        if (id == null) {
            throw new UnknownTokenizerException("a vocabulary without its unk_token '%s'".formatted(name));
        }
        this.unknown = id;
        JsonNode most = model.path("max_input_chars_per_word");
        if (!most.isInt() || most.asInt() < 0) {
            throw new UnknownTokenizerException("max_input_chars_per_word '%s'".formatted(most.asText()));
        }
        this.longest = most.asInt();
    }

    private static Map<String, Integer> ids(JsonNode vocabulary) throws UnknownTokenizerException {
        if (!vocabulary.isObject()) {
            throw new UnknownTokenizerException("a vocabulary that is no object");
        }
        Map<String, Integer> ids = new HashMap<>();
        for (Map.Entry<String, JsonNode> token : vocabulary.properties()) {
            JsonNode id = token.getValue();
            if (!id.isInt() || id.asInt() < 0 || id.asInt() > Trie.MOST) {
                throw new UnknownTokenizerException(
                        "the id %s of '%s', expected 0 to %d".formatted(id, token.getKey(), Trie.MOST));
            }
            ids.put(token.getKey(), id.asInt());
        }
        return ids;
    }

    private static String text(JsonNode model, String name) throws UnknownTokenizerException {
        if (!model.path(name).isTextual()) {
            throw new UnknownTokenizerException("a model without " + name);
        }
        return model.path(name).asText();
    }

    /** The node behind a prefix; one without children if no token has it. */
    private int follow(String prefix) {
        int node = first;
        for (char letter : alphabet.numbers(prefix)) {
            long step = trie.step(node, letter);
            if (step == Trie.NOWHERE) {
                return 0;
            }
            node = Trie.node(step);
        }
        return node;
    }

    /** Ids by token. */
    Map<String, Integer> ids() {
        return ids;
    }

    Alphabet alphabet() {
        return alphabet;
    }

    /** Characters of the longest word that is looked up. */
    int longest() {
        return longest;
    }

    /**
     * Adds the tokens of a word.
     *
     * @param letters numbers of the alphabet
     * @param places of the letters in the text
     * @param length of the word, at least 1; letters above {@link #longest} need not be there, but the last place has to
     */
    void add(char[] letters, int[] places, int length, int lastPlace, int word, Tokens tokens) {
        int before = tokens.length();
        int from = length > longest ? length : 0;
        boolean known = from == 0;
        while (from < length) {
            int node = from == 0 ? first : continuing;
            int id = -1;
            int end = from;
            for (int i = from; i < length; ) {
                long step = trie.step(node, letters[i++]);
                if (step == Trie.NOWHERE) {
                    break;
                }
                node = Trie.node(step);
                int ends = Trie.id(step);
                if (ends >= 0) {
                    id = ends;
                    end = i;
                }
            }
            if (id < 0) {
                known = false;
                break;
            }
            tokens.add(id, places[from], places[end - 1] + 1, word);
            from = end;
        }
        if (!known) {
            tokens.keep(before);
            tokens.add(unknown, places[0], lastPlace + 1, word);
        }
    }
}

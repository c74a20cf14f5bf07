package dev.scholion.models.text;

import java.util.Arrays;

/** How the vocabulary spells its tokens, and what that says about words. Immutable. */
final class Spellings {
    private final String[] tokens;
    private final int[] characters;
    private final boolean markContinuation;
    private final int unknownId;

    /**
     * @param markContinuation whether pieces inside a word are marked in their spelling
     * @param unknownId the id for unknown text, or a negative number
     */
    Spellings(Vocabulary vocabulary, boolean markContinuation, int unknownId) {
        this.tokens = vocabulary.tokens();
        Arrays.setAll(tokens, id -> TokenizerFile.spelling(tokens[id]));
        this.characters = Arrays.stream(tokens)
                .mapToInt(token -> token.codePointCount(0, token.length()))
                .toArray();
        this.markContinuation = markContinuation;
        this.unknownId = unknownId;
    }

    /** A token's spelling; empty if there is no such token. */
    String token(int id) {
        return id < tokens.length ? tokens[id] : "";
    }

    /** As the pipeline has it: by the piece's length where pieces are marked, else by a blank at the token or before it. */
    boolean startsWord(Encoding encoding, int token) {
        int id = encoding.id(token);
        int start = encoding.start(token);
        if (id == unknownId) {
            return true;
        }
        if (markContinuation) {
            return (id < characters.length ? characters[id] : 0) == encoding.end(token) - start;
        }
        return start == 0 || encoding.isSpace(start - 1) || encoding.isSpace(start);
    }
}

package dev.scholion.models.wordpiece;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Finds added tokens in a text: the leftmost, of those the longest, then on behind it. Immutable. */
final class TokenFinder {
    /** So many first characters are looked for one after another, which the processor does many at a time. */
    private static final int FEW = 8;

    /** Takes a text in its parts, in order; parts of added tokens may reach back over blanks. */
    interface Parts {
        /** Text between added tokens; never empty. */
        void text(int from, int to);

        void token(AddedToken token, int from, int to);
    }

    private final AddedToken[] tokens;
    private final Alphabet alphabet;
    private final Trie trie;
    private final int[] firsts;
    private final Set<String> contents;

    /** @param byContent what is looked for, none of it empty */
    TokenFinder(Map<String, AddedToken> byContent) throws UnknownTokenizerException {
        this.tokens = byContent.values().toArray(AddedToken[]::new);
        Map<String, Integer> indices = new HashMap<>();
        boolean takesRight = Arrays.stream(tokens).anyMatch(AddedToken::takesRight);
        int index = 0;
        for (String content : byContent.keySet()) {
            if (takesRight && content.codePoints().allMatch(Characters.BLANK::has)) {
                throw new UnknownTokenizerException(
                        "the added token '%s', which another with rstrip may take along".formatted(content));
            }
            indices.put(content, index++);
        }
        this.contents = Set.copyOf(indices.keySet());
        this.alphabet = new Alphabet(contents);
        this.trie = new Trie(indices, alphabet);
        this.firsts = contents.stream()
                .mapToInt(content -> content.codePointAt(0))
                .distinct()
                .toArray();
    }

    boolean isEmpty() {
        return tokens.length == 0;
    }

    /** What is looked for. */
    Set<String> contents() {
        return contents;
    }

    /** Whether the text has a character that a token begins with. */
    boolean mayOccurIn(String text) {
        if (firsts.length > FEW) {
            return text.codePoints().anyMatch(character -> Arrays.stream(firsts).anyMatch(first -> first == character));
        }
        for (int first : firsts) {
            if (text.indexOf(first) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Takes a text apart. */
    void split(int[] text, int length, Parts parts) {
        int done = 0;
        for (int at = 0; at < length; ) {
            int end = at;
            int found = -1;
            int node = trie.root();
            for (int i = at; i < length; ) {
                long step = trie.step(node, alphabet.number(text[i++]));
                if (step == Trie.NOWHERE) {
                    break;
                }
                node = Trie.node(step);
                if (Trie.id(step) >= 0) {
                    found = Trie.id(step);
                    end = i;
                }
            }
            if (found < 0) {
                at++;
                continue;
            }
            AddedToken token = tokens[found];
            if (!token.word() || (!isWord(text, at - 1, length) && !isWord(text, end, length))) {
                int from = token.takesLeft() ? Math.max(done, blanksBefore(text, at)) : at;
                int to = token.takesRight() ? blanksBehind(text, end, length) : end;
                if (done < from) {
                    parts.text(done, from);
                }
                parts.token(token, from, to);
                done = to;
            }
            at = end;
        }
        if (done < length) {
            parts.text(done, length);
        }
    }

    private static boolean isWord(int[] text, int index, int length) {
        return index >= 0 && index < length && Characters.WORD.has(text[index]);
    }

    private static int blanksBefore(int[] text, int end) {
        int start = end;
        while (start > 0 && Characters.BLANK.has(text[start - 1])) {
            start--;
        }
        return start;
    }

    private static int blanksBehind(int[] text, int start, int length) {
        int end = start;
        while (end < length && Characters.BLANK.has(text[end])) {
            end++;
        }
        return end;
    }
}

package dev.scholion.models.wordpiece;

import java.util.Arrays;

/** One text on its way to tokens: it takes code points one by one and knows the word so far. One thread owns it. */
final class Scan {
    private static final int MOST_AT_FIRST = 128;

    private final WordPieces pieces;
    private final CharacterTable table;
    private final Tokens tokens;
    private final int mostLetters;

    private char[] letters;
    private int[] places;
    private int length;
    private int lastPlace;
    private int words;

    Scan(WordPieces pieces, CharacterTable table, Tokens tokens) {
        this.pieces = pieces;
        this.table = table;
        this.tokens = tokens;
        this.mostLetters = Math.max(1, pieces.longest());
        this.letters = new char[Math.min(mostLetters, MOST_AT_FIRST)];
        this.places = new int[letters.length];
    }

    Tokens tokens() {
        return tokens;
    }

    /**
     * Takes a text that no added token occurs in.
     *
     * @return whether all of it could be decided without regard to neighbours; if not, the tokens mean nothing
     */
    boolean take(char[] text) {
        int[] near = table.near();
        int place = 0;
        for (int i = 0; i < text.length; i++, place++) {
            int character = text[i];
            int entry;
            if (character < CharacterTable.NEAR) {
                entry = near[character];
            } else {
                if (Character.isSurrogate(text[i])) {
                    character = CodePointText.pair(text, i++);
                }
                entry = table.entry(character);
            }
            if (entry >>> CharacterTable.KIND_SHIFT == CharacterTable.LETTER) {
                letter((char) entry, place);
            } else if (!take(entry, place)) {
                return false;
            }
        }
        endWord();
        return true;
    }

    /** As {@link #take(char[])}, of code points of which the first has the place {@code from}. */
    boolean take(int[] text, int from, int to) {
        for (int place = from; place < to; place++) {
            if (!take(table.entry(text[place]), place)) {
                return false;
            }
        }
        endWord();
        return true;
    }

    /** Takes a text that is in its normal form already. */
    void take(NormalizedText text, int from, int to) {
        for (int i = from; i < to; i++) {
            take(CharacterTable.entry(text.character(i), pieces.alphabet()), text.place(i));
        }
        endWord();
    }

    private boolean take(int entry, int place) {
        switch (entry >>> CharacterTable.KIND_SHIFT) {
            case CharacterTable.LETTER -> letter((char) entry, place);
            case CharacterTable.ALONE -> {
                endWord();
                letter((char) entry, place);
                endWord();
            }
            case CharacterTable.BLANK -> endWord();
            case CharacterTable.NOTHING -> {}
            case CharacterTable.SEVERAL -> {
                for (int each : table.several(entry)) {
                    take(each, place);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void letter(char letter, int place) {
        int at = length;
        if (at < letters.length) {
            letters[at] = letter;
            places[at] = place;
        } else if (at < mostLetters) {
            letters = Arrays.copyOf(letters, Math.min(mostLetters, 2 * at));
            places = Arrays.copyOf(places, letters.length);
            letters[at] = letter;
            places[at] = place;
        }
        lastPlace = place;
        length = at + 1;
    }

    private void endWord() {
        if (length > 0) {
            pieces.add(letters, places, length, lastPlace, words++, tokens);
            length = 0;
        }
    }

    /** Takes an added token, which is a word of its own. */
    void takeAdded(int id, int start, int end) {
        tokens.add(id, start, end, words++);
    }

    /** Where it stands between two words, to come back to. */
    int words() {
        return words;
    }

    /** Comes back to where it stood. */
    void backTo(int tokensThen, int wordsThen) {
        tokens.keep(tokensThen);
        words = wordsThen;
        length = 0;
    }
}

package dev.scholion.models.wordpiece;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What each code point of a text comes to, all steps of normalization and the cutting into words taken together: where no
 * neighbour has a say, which is almost everywhere. Immutable.
 *
 * <p>An entry is a kind in its upper 8 bits, and below a letter's number in the {@link Alphabet}, or an index.
 */
final class CharacterTable {
    /** A letter of a word: its entry is its number and nothing else. */
    static final int LETTER = 0;

    /** A letter that is a word of its own. */
    static final int ALONE = 1;

    /** The end of a word. */
    static final int BLANK = 2;

    /** Nothing at all; words go on behind it. */
    static final int NOTHING = 3;

    /** Several entries, by an index for {@link #several}. */
    static final int SEVERAL = 4;

    /** A combining character that stays and whose place its neighbours decide. */
    static final int UNDECIDED = 5;

    static final int KIND_SHIFT = 24;

    private static final int VALUE_MASK = (1 << KIND_SHIFT) - 1;
    private static final int PAGE_BITS = 8;
    private static final int PAGE = 1 << PAGE_BITS;

    /** Code points below this one are looked up in one step. */
    static final int NEAR = 0x300;

    private final int[] near = new int[NEAR];
    private final int[][] pages = new int[(Character.MAX_CODE_POINT + 1) / PAGE][];
    private final List<int[]> several = new ArrayList<>();

    CharacterTable(Normalization normalization, Alphabet alphabet) {
        int[] letters = new int[PAGE];
        BitSet worked = Characters.peculiar();
        alphabet.forEachPage(page -> worked.set(page * PAGE, (page + 1) * PAGE));
        worked.clear(Character.MIN_SURROGATE, Character.MAX_SURROGATE + 1);
        for (int page = 0; page < pages.length; page++) {
            pages[page] = letters; // that the vocabulary does not have
        }
        int[] one = new int[1];
        worked.stream().forEach(character -> {
            int page = character / PAGE;
            if (pages[page] == letters) {
                pages[page] = new int[PAGE];
            }
            one[0] = character;
            NormalizedText text = new NormalizedText(one, 0, 1, 0);
            normalization.apply(text);
            pages[page][character % PAGE] = entry(text, normalization.reorders(), alphabet);
        });
        for (int character = 0; character < NEAR; character++) {
            near[character] = pages[character / PAGE][character % PAGE];
        }
        share();
    }

    private int entry(NormalizedText text, boolean reorders, Alphabet alphabet) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (reorders && Characters.combiningClass(text.character(i)) != 0) {
                return UNDECIDED << KIND_SHIFT;
            }
        }
        int[] entries = new int[length];
        for (int i = 0; i < length; i++) {
            entries[i] = entry(text.character(i), alphabet);
        }
        if (length == 0) {
            return NOTHING << KIND_SHIFT;
        }
        if (length == 1) {
            return entries[0];
        }
        if (length == 3 && isBlank(entries[0]) && entries[1] >>> KIND_SHIFT == LETTER && isBlank(entries[2])) {
            return ALONE << KIND_SHIFT | entries[1];
        }
        several.add(entries);
        return SEVERAL << KIND_SHIFT | several.size() - 1;
    }

    /** A code point of normalized text, as the pre-tokenizer takes it. */
    static int entry(int character, Alphabet alphabet) {
        if (Characters.BLANK.has(character)) {
            return BLANK << KIND_SHIFT;
        }
        int kind = Characters.PUNCTUATION.has(character) ? ALONE : LETTER;
        return kind << KIND_SHIFT | alphabet.number(character);
    }

    private static boolean isBlank(int entry) {
        return entry >>> KIND_SHIFT == BLANK;
    }

    /** Many pages are alike: those of private use, and of ideographs that the vocabulary does not have. */
    private void share() {
        int[] last = pages[0];
        for (int page = 1; page < pages.length; page++) {
            if (Arrays.equals(pages[page], last)) {
                pages[page] = last;
            } else {
                last = pages[page];
            }
        }
    }

    /** Entries of the code points below {@link #NEAR}. Not to be changed. */
    int[] near() {
        return near;
    }

    int entry(int character) {
        return pages[character >>> PAGE_BITS][character & (PAGE - 1)];
    }

    /** The entries that one of kind {@link #SEVERAL} stands for. Not to be changed. */
    int[] several(int entry) {
        return several.get(entry & VALUE_MASK);
    }
}

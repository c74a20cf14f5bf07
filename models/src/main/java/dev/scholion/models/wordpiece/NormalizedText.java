package dev.scholion.models.wordpiece;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A text on its way to its normal form: its code points, and for each the place of the original's code point that it stands
 * for. One thread owns it.
 *
 * <p>Hugging Face's library counts rather than traces where a code point comes from: after a reordering of combining
 * characters each has the place of the one that stood there. So it is here.
 */
final class NormalizedText {
    private int[] characters;
    private int[] places;
    private int length;

    /** @param first place of the first code point */
    NormalizedText(int[] text, int from, int to, int first) {
        this.characters = Arrays.copyOfRange(text, from, to);
        this.length = to - from;
        this.places = new int[length];
        Arrays.setAll(places, i -> first + i);
    }

    int length() {
        return length;
    }

    int character(int index) {
        return characters[index];
    }

    /** Index of a code point in the original text. */
    int place(int index) {
        return places[index];
    }

    /** The code points. Not to be changed; those from {@link #length} on mean nothing. */
    int[] characters() {
        return characters;
    }

    void remove(IntPredicate removed) {
        int kept = 0;
        for (int i = 0; i < length; i++) {
            if (!removed.test(characters[i])) {
                characters[kept] = characters[i];
                places[kept++] = places[i];
            }
        }
        length = kept;
    }

    void blankOut(IntPredicate blanked) {
        for (int i = 0; i < length; i++) {
            if (blanked.test(characters[i])) {
                characters[i] = ' ';
            }
        }
    }

    /** Puts others in the place of a code point, where the function has any. */
    void replace(IntFunction<int @Nullable []> others) {
        int[] oldCharacters = characters;
        int[] oldPlaces = places;
        int oldLength = length;
        characters = new int[oldLength + 8];
        places = new int[characters.length];
        length = 0;
        for (int i = 0; i < oldLength; i++) {
            int[] several = others.apply(oldCharacters[i]);
            if (several == null) {
                add(oldCharacters[i], oldPlaces[i]);
            } else {
                for (int other : several) {
                    add(other, oldPlaces[i]);
                }
            }
        }
    }

    private void add(int character, int place) {
        if (length == characters.length) {
            characters = Arrays.copyOf(characters, length * 2);
            places = Arrays.copyOf(places, length * 2);
        }
        characters[length] = character;
        places[length++] = place;
    }

    /** Decomposes canonically: parts in the place of each code point, then combining ones in the order of their classes. */
    void decompose() {
        int[] old = Arrays.copyOf(characters, length);
        int[] oldPlaces = Arrays.copyOf(places, length);
        replace(Characters::parts);
        boolean[] isFirst = new boolean[length]; // of the parts of a code point
        int part = 0;
        for (int character : old) {
            isFirst[part] = true;
            int[] parts = Characters.parts(character);
            part += parts == null ? 1 : parts.length;
        }
        for (int from = 0; from < length; from++) {
            int to = from;
            while (to < length && Characters.combiningClass(characters[to]) != 0) {
                to++;
            }
            if (to > from) {
                order(from, to, isFirst);
                from = to;
            }
        }
        int source = -1;
        for (int i = 0; i < length; i++) {
            source += isFirst[i] ? 1 : 0;
            places[i] = oldPlaces[Math.max(source, 0)];
        }
    }

    /** Sorts neighbours by their classes; those of one class stay in their order. */
    private void order(int from, int to, boolean[] isFirst) {
        boolean sorted = true;
        for (int i = from + 1; i < to; i++) {
            sorted &= Characters.combiningClass(characters[i - 1]) <= Characters.combiningClass(characters[i]);
        }
        if (sorted) {
            return;
        }
        int[] old = Arrays.copyOfRange(characters, from, to);
        boolean[] oldFirst = Arrays.copyOfRange(isFirst, from, to);
        int next = from;
        for (int rank = 1; next < to; rank++) {
            for (int i = 0; i < old.length; i++) {
                if (Characters.combiningClass(old[i]) == rank) {
                    characters[next] = old[i];
                    isFirst[next++] = oldFirst[i];
                }
            }
        }
    }
}

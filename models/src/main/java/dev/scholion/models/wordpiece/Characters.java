package dev.scholion.models.wordpiece;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What Hugging Face's library holds each code point to be. It knows several versions of Unicode at once and none is Java's,
 * so {@code characters.txt} was written by asking it: {@code models/export/characters.py} tells how, and what the names mean.
 */
final class Characters {
    private static final String TABLE = "characters.txt";

    private static final int HANGUL = 0xAC00;
    private static final int HANGUL_SYLLABLES = 11_172;
    private static final int LEADING = 0x1100;
    private static final int VOWEL = 0x1161;
    private static final int TRAILING = 0x11A7;

    private static final Map<String, List<String>> LINES = lines();

    static final CharacterSet OTHER = set("other");
    static final CharacterSet BLANK = set("blank");
    static final CharacterSet PUNCTUATION = set("punctuation");
    static final CharacterSet IDEOGRAPH = set("ideograph");
    static final CharacterSet MARK = set("mark");
    static final CharacterSet COMBINING = set("combining");

    /** Characters of words, by the regular expression {@code \w}. */
    static final CharacterSet WORD = set("word");

    private static final CharacterMap LOWER = new CharacterMap(line("lower"));
    private static final CharacterMap PARTS = new CharacterMap(line("decompose"));

    /** Canonical combining classes, by their rank: only their order matters. */
    private static final byte[] CLASSES = classes();

    private Characters() {}

    private static Map<String, List<String>> lines() {
        Map<String, List<String>> lines = new HashMap<>();
        try (InputStream in = Objects.requireNonNull(Characters.class.getResourceAsStream(TABLE), TABLE);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                List<String> parts = List.of(line.split(" "));
                boolean numbered = parts.get(0).equals("class");
                int name = numbered ? 2 : 1;
                lines.put(String.join(" ", parts.subList(0, name)), parts.subList(name, parts.size()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(TABLE + " cannot be read", e);
        }
        return lines;
    }

    private static List<String> line(String name) {
        return Objects.requireNonNull(LINES.get(name), name);
    }

    private static CharacterSet set(String name) {
        return new CharacterSet(line(name));
    }

    private static byte[] classes() {
        byte[] classes = new byte[Character.MAX_CODE_POINT + 1];
        for (int rank = 1; LINES.containsKey("class " + rank); rank++) {
            byte value = (byte) rank;
            set("class " + rank).forEach(character -> classes[character] = value);
        }
        return classes;
    }

    /** Where a combining character stands among others, from 1 on; 0 for one that stays where it is. */
    static int combiningClass(int character) {
        return CLASSES[character];
    }

    /** The lower case of a character without regard to its neighbours; nothing if it is its own. */
    static int @Nullable [] lower(int character) {
        return LOWER.of(character);
    }

    /** A character's canonical parts, fully decomposed and in order; nothing if it has none. */
    static int @Nullable [] parts(int character) {
        int syllable = character - HANGUL;
        if (syllable < 0 || syllable >= HANGUL_SYLLABLES) {
            return PARTS.of(character);
        }
        int leading = LEADING + syllable / 588;
        int vowel = VOWEL + syllable % 588 / 28;
        int trailing = syllable % 28;
        return trailing == 0 ? new int[] {leading, vowel} : new int[] {leading, vowel, TRAILING + trailing};
    }

    /** All code points that are more than a letter without upper case: others are never changed and never alone. */
    static BitSet peculiar() {
        BitSet all = new BitSet();
        for (CharacterSet set : List.of(OTHER, BLANK, PUNCTUATION, IDEOGRAPH, MARK, COMBINING)) {
            set.forEach(all::set);
        }
        LOWER.forEachKey(all::set);
        PARTS.forEachKey(all::set);
        all.set(HANGUL, HANGUL + HANGUL_SYLLABLES);
        for (int character = 0; character < CLASSES.length; character++) {
            if (CLASSES[character] != 0) {
                all.set(character);
            }
        }
        return all;
    }
}

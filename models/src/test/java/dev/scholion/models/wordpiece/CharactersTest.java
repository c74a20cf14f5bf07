package dev.scholion.models.wordpiece;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scholion.models.testing.WordPieceFiles;
import dev.scholion.models.text.FileTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each code point, beside letters and beside combining characters, against Hugging Face's library: all 1,112,064 and all kinds of
 * file with {@code -Dscholion.all-characters=true}, otherwise the planes that have any by the kind that changes most of them.
 */
class CharactersTest {
    private static final boolean ALL = Boolean.getBoolean("scholion.all-characters");
    private static final int BLOCK = 0x8000;
    private static final int LAST_OF_MOST_PLANES = 0x30000;
    private static final int FIRST_OF_TAGS = 0xE0000;

    /** Code points in one text: to ask for each alone would take minutes. */
    private static final int TOGETHER = 64;

    @TempDir
    private Path folder;

    static List<String> kinds() {
        return ALL
                ? List.of(
                        "uncased",
                        "neither cleaned nor lowered",
                        "cased, accents stripped",
                        "a sequence",
                        "added tokens, cased")
                : List.of("uncased");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void areWhatTheLibraryHoldsThemToBe(String name) throws IOException, UnknownTokenizerException {
        List<String> differing = new ArrayList<>();
        ObjectNode kind = Objects.requireNonNull(WordPieceFiles.all().get(name), name);
        for (int first = 0; first <= Character.MAX_CODE_POINT; first += BLOCK) {
            if (!ALL && first >= LAST_OF_MOST_PLANES && first != FIRST_OF_TAGS) {
                continue;
            }
            ObjectNode file = withLetters(kind.deepCopy(), first);
            Files.writeString(folder.resolve("tokenizer.json"), file.toString());
            WordPieceTokenizer own = WordPieceTokenizer.read(file);
            try (FileTokenizer library = FileTokenizer.open(folder, Optional.of(FileTokenizer.Code.DJL))) {
                for (int from = first; from < first + BLOCK; from += TOGETHER) {
                    String text = text(from, from + TOGETHER);
                    if (!told(own.encodeRow(text)).equals(told(library.encode(text)))) {
                        addDiffering(own, library, from, differing);
                    }
                }
            }
        }
        assertEquals(List.of(), differing);
    }

    private static void addDiffering(WordPieceTokenizer own, FileTokenizer library, int from, List<String> differing) {
        for (int character = from; character < from + TOGETHER; character++) {
            String text = text(character, character + 1);
            String ours = told(own.encodeRow(text));
            String theirs = told(library.encode(text));
            if (!ours.equals(theirs)) {
                differing.add("U+%04X: %s, expected %s".formatted(character, ours, theirs));
            }
        }
    }

    private static String text(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int character = from; character < to; character++) {
            if (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE) {
                text.append('a').appendCodePoint(character).append("b ");
                text.append('\u0323').appendCodePoint(character).append("\u0316\u0334 ");
                text.appendCodePoint(character)
                        .append("<t1>")
                        .appendCodePoint(character)
                        .append(' ');
            }
        }
        return text.toString();
    }

    /** Puts all characters that the texts of a block come to into the vocabulary, so that the ids tell them apart. */
    private static ObjectNode withLetters(ObjectNode file, int first) {
        TreeSet<Integer> letters = new TreeSet<>();
        for (int character = first; character < first + BLOCK; character++) {
            if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
                continue;
            }
            letters.add(character);
            addAll(letters, Characters.lower(character));
            addAll(letters, Characters.parts(character));
        }
        for (int letter : new TreeSet<>(letters)) {
            addAll(letters, Characters.lower(letter));
            addAll(letters, Characters.parts(letter));
        }
        ObjectNode vocabulary = (ObjectNode) file.get("model").get("vocab");
        int added = file.get("added_tokens").size() - 5;
        vocabulary.removeAll();
        for (String special : List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")) {
            vocabulary.put(special, vocabulary.size());
        }
        letters.addAll(List.of((int) 'a', (int) 'b', 0x316, 0x323, 0x334));
        "<t1>".chars().forEach(letters::add);
        for (int letter : letters) {
            vocabulary.put(Character.toString(letter), vocabulary.size());
            vocabulary.put("##" + Character.toString(letter), vocabulary.size());
        }
        for (int i = 0; i < added; i++) {
            ((ObjectNode) file.get("added_tokens").get(5 + i)).put("id", vocabulary.size() + i);
        }
        return file;
    }

    private static void addAll(Set<Integer> letters, int @Nullable [] others) {
        for (int i = 0; others != null && i < others.length; i++) {
            letters.add(others[i]);
        }
    }

    private static String told(Tokens tokens) {
        StringBuilder told = new StringBuilder();
        for (int i = 0; i < tokens.length(); i++) {
            told.append(tokens.id(i))
                    .append('[')
                    .append(tokens.start(i))
                    .append(',')
                    .append(tokens.end(i))
                    .append("] ");
        }
        return told.toString();
    }
}

package dev.scholion.models.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.TextFaultException;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.testing.Project;
import dev.scholion.models.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTokenizerTest {
    /** Ranges that are treated unlike each other: ASCII, accents, combining marks, right to left, CJK, emoji, controls. */
    private static final int[][] RANGES = {
        {0x20, 0x7E}, {0xA0, 0x17F}, {0x300, 0x36F}, {0x5D0, 0x5EA}, {0x627, 0x64A}, {0x4E00, 0x4E80},
        {0x1F600, 0x1F64F}, {0x1D400, 0x1D4FF}, {0x200B, 0x200F}, {0x1F1E6, 0x1F1FF}, {0xFDD0, 0xFDD2}, {0x09, 0x0D}
    };

    @TempDir
    private Path folder;

    @Test
    void cutsNothingAndWearsSpecialTokensAroundEachWindow() {
        try (TextTokenizer tokenizer = TextTokenizer.open(TinyModel.classifier(folder, 16))) {
            Encoding encoding = tokenizer.encode("w0 w1 w2 w3 w4 w5 w6");
            assertEquals(7, encoding.length());
            List<Window> windows = tokenizer.windows(6, 1).of(encoding);
            assertEquals(
                    List.of(List.of(2, 5, 6, 7, 8, 3), List.of(2, 8, 9, 10, 11, 3)),
                    windows.stream().map(TextTokenizerTest::ids).toList());
        }
    }

    @Test
    void takesTextThatSpellsSpecialTokensAsText() {
        try (TextTokenizer tokenizer = TextTokenizer.open(TinyModel.classifier(folder, 16))) {
            for (String text : List.of("w1 [CLS] w2 [SEP] [PAD]", "\uFDD0[CLS] \uFDD0[SEP] [CLS]")) {
                Encoding encoding = tokenizer.encode(text);
                for (int token = 0; token < encoding.length(); token++) {
                    int id = encoding.id(token);
                    assertTrue(id == 1 || id >= TinyModel.FIRST_WORD, text + " has the id " + id);
                }
            }
        }
    }

    @Test
    void tokenisesWhatStandsBesideEveryTextOnce() {
        try (TextTokenizer tokenizer = TextTokenizer.open(TinyModel.classifier(folder, 16))) {
            RowFrame frame = tokenizer.frame(Reading.before("w1 w2"));
            assertSame(frame, tokenizer.frame(Reading.before("w1 w2")));
            assertNotSame(frame, tokenizer.frame(Reading.behind("w1 w2")));
            IntStream.range(0, 300).forEach(i -> tokenizer.frame(Reading.before("w" + i)));
            assertNotSame(frame, tokenizer.frame(Reading.before("w1 w2")), "the least lately used is forgotten");
        }
    }

    @Test
    void refusesAnIdThatNoVocabularyHas() throws IOException {
        TinyModel.classifier(folder, 16);
        Path file = folder.resolve("tokenizer.json");
        Files.writeString(file, Files.readString(file).replace("\"w99\": 104", "\"w99\": 2147483646"));
        ModelPackage model = ModelPackage.read(folder);
        ModelPackageException refusal = assertThrows(ModelPackageException.class, () -> TextTokenizer.open(model));
        assertTrue(String.valueOf(refusal.getMessage()).contains("2147483646"), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "a \uDE00 b", "\uDE00\uD83D", "x\uD83D\uD83D\uDE00"})
    void refusesHalfOfASurrogatePair(String text) {
        try (TextTokenizer tokenizer = TextTokenizer.open(TinyModel.classifier(folder, 16))) {
            TextFaultException fault = assertThrows(TextFaultException.class, () -> tokenizer.encode(text));
            assertEquals(TextFaultException.Kind.NOT_TOKENIZABLE, fault.kind());
        }
    }

    @Test
    void spellsTokensAsTheVocabularyDoes() {
        try (TextTokenizer tokenizer = TextTokenizer.open(TinyModel.classifier(folder, 16))) {
            Encoding encoding = tokenizer.encode("w1 nobody");
            assertEquals(List.of("w1", "[UNK]"), List.of(encoding.token(0), encoding.token(1)));
        }
    }

    @Test
    void takesSpecialTokensOfARealModelAsText() {
        try (TextTokenizer tokenizer = TextTokenizer.open(Project.newsModel())) {
            Encoding encoding = tokenizer.encode("[CLS] [SEP] [MASK] \uFDD0[CLS]");
            assertTrue(encoding.length() >= 9, "tokens: " + encoding.length());
            for (int token = 0; token < encoding.length(); token++) {
                assertFalse(List.of(101, 102, 103).contains(encoding.id(token)), "token " + token);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void tellsWhereTokensLieInAnyUnicode(long seed) {
        Random random = new Random(seed);
        try (TextTokenizer tokenizer = TextTokenizer.open(Project.newsModel())) {
            for (int i = 0; i < 500; i++) {
                String text = unicode(random, 1 + random.nextInt(40));
                int[] codePoints = text.codePoints().toArray();
                Encoding encoding = tokenizer.encode(text);
                int before = 0;
                for (int token = 0; token < encoding.length(); token++) {
                    int start = encoding.start(token);
                    int end = encoding.end(token);
                    assertTrue(before <= start && start < end && end <= codePoints.length, text);
                    assertEquals(new String(codePoints, start, end - start), encoding.slice(start, end), text);
                    assertEquals(text.offsetByCodePoints(0, start), encoding.utf16(start), text);
                    before = start;
                }
                assertEquals(text.length(), encoding.utf16(codePoints.length), text);
            }
        }
    }

    @Test
    void findsAsciiWordsAtTheirPlacesAmongAnyUnicode() {
        Random random = new Random(5);
        try (TextTokenizer tokenizer = TextTokenizer.open(Project.newsModel())) {
            for (int i = 0; i < 300; i++) {
                String before = unicode(random, random.nextInt(30)) + " ";
                Encoding encoding = tokenizer.encode(before + "paris " + unicode(random, random.nextInt(30)));
                int start = before.codePointCount(0, before.length());
                assertTrue(
                        IntStream.range(0, encoding.length())
                                .anyMatch(token -> encoding.start(token) == start
                                        && encoding.slice(start, encoding.end(token))
                                                .equals("paris")),
                        encoding.text());
            }
        }
    }

    @Test
    void encodesOnManyThreadsAsOnOne() {
        ModelPackage model = Project.newsModel();
        List<String> texts = IntStream.range(0, 400)
                .mapToObj(i -> unicode(new Random(i), 30) + " paris " + i)
                .toList();
        try (TextTokenizer tokenizer = TextTokenizer.open(model)) {
            List<List<Integer>> one =
                    texts.stream().map(text -> ids(tokenizer, text)).toList();
            List<CompletableFuture<List<Integer>>> many = texts.stream()
                    .map(text -> CompletableFuture.supplyAsync(() -> ids(tokenizer, text)))
                    .toList();
            assertEquals(one, many.stream().map(CompletableFuture::join).toList());
        }
    }

    @Test
    void refusesToEncodeOnceClosedAndClosesTwice() {
        TextTokenizer tokenizer = TextTokenizer.open(TinyModel.classifier(folder, 16));
        tokenizer.close();
        tokenizer.close();
        assertThrows(IllegalStateException.class, () -> tokenizer.encode("w1"));
    }

    @Test
    void isNeverFreedUnderARunningCall() {
        for (int round = 0; round < 20; round++) {
            TextTokenizer tokenizer = TextTokenizer.open(TinyModel.classifier(folder, 16));
            String text = "w1 w2 ".repeat(5_000);
            List<CompletableFuture<Integer>> lengths = IntStream.range(0, 4)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                        try {
                            return tokenizer.encode(text).length();
                        } catch (IllegalStateException closed) {
                            return 10_000;
                        }
                    }))
                    .toList();
            tokenizer.close();
            lengths.forEach(length -> assertEquals(10_000, length.join()));
        }
    }

    private static String unicode(Random random, int length) {
        return IntStream.range(0, length)
                .map(i -> {
                    int[] range = RANGES[random.nextInt(RANGES.length)];
                    return range[0] + random.nextInt(range[1] - range[0] + 1);
                })
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static List<Integer> ids(TextTokenizer tokenizer, String text) {
        Encoding encoding = tokenizer.encode(text);
        return IntStream.range(0, encoding.length()).mapToObj(encoding::id).toList();
    }

    private static List<Integer> ids(Window window) {
        return IntStream.of(window.row().ids()).boxed().toList();
    }
}

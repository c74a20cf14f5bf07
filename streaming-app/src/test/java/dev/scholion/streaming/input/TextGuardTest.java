package dev.scholion.streaming.input;

import static dev.scholion.streaming.input.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextGuardTest {
    private final TextGuard guard = new TextGuard(10);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "0123456789",
                " a ",
                "\uD83D\uDE00",
                "\u4F60\u597D",
                "\u0000x",
                "\uFFFE",
                "[CLS]",
                "\u0301",
                "\u200Ba"
            })
    void letsTextThrough(String text) {
        assertDoesNotThrow(() -> guard.check(text));
    }

    @Test
    void countsUtf16UnitsAgainstTheLimit() {
        assertEquals(
                "the text has 11 characters (UTF-16 units), the limit is 10",
                assertRejected(Stage.GUARD, Reason.TEXT_TOO_LONG, () -> guard.check("01234567890")));
        assertRejected(Stage.GUARD, Reason.TEXT_TOO_LONG, () -> guard.check("\uD83D\uDE00".repeat(6)));
        assertDoesNotThrow(() -> guard.check("\uD83D\uDE00".repeat(5)));
    }

    @Test
    void looksAtTheLengthBeforeAnythingElse() {
        assertRejected(Stage.GUARD, Reason.TEXT_TOO_LONG, () -> guard.check("\uD800".repeat(11)));
        assertRejected(Stage.GUARD, Reason.TEXT_TOO_LONG, () -> guard.check(" ".repeat(11)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\uD800", "\uDC00a", "\uDE00\uD83D", "a\uD83Db", "\uD83D\uD83D\uDE00"})
    void refusesHalfASurrogatePair(String text) {
        assertRejected(Stage.GUARD, Reason.INVALID_UNICODE, () -> guard.check(text));
    }

    @Test
    void namesThePlaceOfHalfAPair() {
        assertEquals(
                "the text has half a surrogate pair at character 3",
                assertRejected(Stage.GUARD, Reason.INVALID_UNICODE, () -> guard.check("\uD83D\uDE00a\uD800")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\r\n", "\u00A0\u3000\u2028", "\u2007\u202F\u0085"})
    void refusesBlankText(String text) {
        assertRejected(Stage.GUARD, Reason.BLANK_TEXT, () -> guard.check(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200B\u200D\uFEFF", "\u180E", "\u0000\u001B", "\u2060"})
    void whatIsInvisibleButNoWhiteSpaceIsText(String text) {
        assertDoesNotThrow(() -> guard.check(text));
    }

    @Test
    void whiteSpaceIsWhatUnicodeSaysItIs() {
        Set<Integer> whiteSpace =
                new TreeSet<>(List.of(0x20, 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000));
        IntStream.rangeClosed(0x9, 0xD).forEach(whiteSpace::add);
        IntStream.rangeClosed(0x2000, 0x200A).forEach(whiteSpace::add);
        assertEquals(
                whiteSpace,
                IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                        .filter(UnicodeText::isWhiteSpace)
                        .boxed()
                        .collect(Collectors.toCollection(TreeSet::new)));
    }
}

package dev.scholion.streaming.input;

import static dev.scholion.streaming.input.Rejections.assertRejected;
import static dev.scholion.streaming.input.Rejections.assertRejectedWithin;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scholion.streaming.config.InputConfig.FieldPaths;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValueDecoderTest {
    private static final FieldPaths FLAT = new FieldPaths("text", "id", "lang", "time");

    private final JsonValueDecoder decoder = new JsonValueDecoder(WantedFields.of(FLAT, List.of()));

    @Test
    void findsTheFieldsWhereverTheyStand() throws RejectedEventException {
        assertEquals(new EventFields("good", "e1", "en", 1_700_000_000_000L, Map.of()), decode("""
                        {"more": [1, {"text": "not this"}], "time": 1700000000000, "lang": "en",
                         "id": "e1", "text": "good", "rest": {"id": 5}}"""));
    }

    @Test
    void followsADottedPath() throws RejectedEventException {
        JsonValueDecoder nested = new JsonValueDecoder(
                WantedFields.of(new FieldPaths("post.body.text", "post.id", "lang", null), List.of()));
        String json = """
                {"post": {"id": 7, "body": {"text": "deep"}, "text": "no"}, "text": "no", "lang": "de"}""";
        assertEquals(new EventFields("deep", "7", "de", null, Map.of()), nested.decode(utf8(json)));
    }

    @Test
    void findsFurtherTextsByTheirPathsAndPassesOverWhatIsNone() throws RejectedEventException {
        JsonValueDecoder asking = new JsonValueDecoder(WantedFields.of(
                new FieldPaths("text", null, null, null),
                List.of("question", "post.pair", "number", "nothing", "text")));
        String json = """
                {"question": "Who?", "post": {"pair": "deep", "question": "no"}, "text": "good", "number": 5,
                 "nothing": null}""";
        assertEquals(
                Map.of("question", "Who?", "post.pair", "deep", "text", "good"),
                asking.decode(utf8(json)).further());
        assertRejected(
                Stage.DECODE,
                Reason.MALFORMED,
                () -> asking.decode(utf8("{\"text\": \"a\", \"question\": \"b\", \"question\": \"c\"}")));
    }

    @Test
    void findsANameThatHasDotsItself() throws RejectedEventException {
        JsonValueDecoder nested =
                new JsonValueDecoder(WantedFields.of(new FieldPaths("a.b.c", null, null, null), List.of()));
        assertEquals(
                "found", nested.decode(utf8("{\"a.b\": {\"c\": \"found\"}}")).text());
        assertEquals("found", nested.decode(utf8("{\"a.b.c\": \"found\"}")).text());
        assertRejected(
                Stage.DECODE,
                Reason.MALFORMED,
                () -> nested.decode(utf8("{\"a.b.c\": \"one\", \"a\": {\"b\": {\"c\": \"two\"}}}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"text\": null}",
                "{\"text\": 5}",
                "{\"text\": [\"a\"]}",
                "{\"text\": {\"text\": \"a\"}}",
                "{\"Text\": \"a\"}"
            })
    void missesATextThatIsNoString(String json) {
        assertRejected(Stage.DECODE, Reason.MISSING_TEXT, () -> decode(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"text\"",
                "{",
                "{\"text\": \"a\"",
                "{\"text\": \"a",
                "{\"text\": \"a\"} x",
                "{\"text\": \"a\"}{}",
                "{\"text\": \"a\",}",
                "{text: \"a\"}",
                "{'text': 'a'}",
                "{\"text\": \"a\", \"x\": NaN}",
                "{\"text\": \"a\", \"x\": Infinity}",
                "{\"text\": \"a\", \"x\": 01}",
                "{\"text\": \"a\tb\"}",
                "{\"text\": \"\\x\"}",
                "{\"text\": \"\\u12\"}",
                "{\"text\": \"a\" /* b */}",
                "{\"text\": \"a\", \"text\": \"b\"}",
                "{\"text\": \"a\", \"id\": {}}",
                "{\"text\": \"a\", \"id\": 1.5}",
                "{\"text\": \"a\", \"id\": true}"
            })
    void refusesWhatIsNotOneProperObject(String json) {
        assertRejected(Stage.DECODE, Reason.MALFORMED, () -> decode(json));
    }

    @Test
    void quotesNothingOfTheValue() {
        String message =
                assertRejected(Stage.DECODE, Reason.MALFORMED, () -> decode("{\"text\":\n \"a\", \"x\": s3cret}"));
        assertFalse(message.contains("s3cret"), message);
        assertTrue(message.startsWith("not JSON at line 2, column "), message);
    }

    @Test
    void passesOverAByteOrderMark() throws RejectedEventException {
        assertEquals("a", decode("\uFEFF{\"text\": \"a\"}").text());
    }

    @Test
    void decodesUtf8StrictlyBeforeItParses() {
        byte[] value = utf8("{\"other\": \"?\", \"text\": \"a\"}");
        value[11] = (byte) 0xFF;
        assertRejected(Stage.DECODE, Reason.INVALID_UNICODE, () -> decoder.decode(value));
    }

    @Test
    void leavesHalfAPairInTheTextToTheGuard() throws RejectedEventException {
        assertEquals("a\uD800", decode("{\"text\": \"a\\ud800\"}").text());
        assertEquals("\uD83D\uDE00", decode("{\"text\": \"\\ud83d\\ude00\"}").text());
    }

    @Test
    void refusesAnIdThatCannotBeOne() {
        assertRejected(Stage.DECODE, Reason.INVALID_UNICODE, () -> decode("{\"id\": \"\\ud800\", \"text\": \"a\"}"));
        String message = assertRejected(
                Stage.DECODE,
                Reason.MALFORMED,
                () -> decode("{\"text\": \"a\", \"id\": \"" + "x".repeat(1_001) + "\"}"));
        assertEquals("the id has 1001 characters, the limit is 1000", message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "1700000000000 | 1700000000000",
                "-1 | -1",
                "99999999999999999999999 | none",
                "1.7e12 | none",
                "true | none",
                "null | none",
                "\"2023-11-14T22:13:20Z\" | 1700000000000",
                "\"2023-11-15T00:13:20.5+02:00\" | 1700000000500",
                "\"2023-11-14T22:13:20\" | none",
                "\"+999999999-12-31T23:59:59Z\" | none",
                "\"yesterday\" | none",
                "\"\" | none",
                "{} | none",
            })
    void takesATimeOrNone(String time, @Nullable Long millis) throws RejectedEventException {
        assertEquals(millis, decode("{\"text\": \"a\", \"time\": " + time + "}").eventTime());
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "null", "[]", "\"\"", "\"\\ud800\""})
    void passesOverALanguageThatIsNone(String language) throws RejectedEventException {
        assertEquals(
                null, decode("{\"text\": \"a\", \"lang\": " + language + "}").language());
    }

    @Test
    void goesNoDeeperThanSixtyFour() throws RejectedEventException {
        assertEquals(
                "a",
                decode("{\"x\": " + "[".repeat(63) + "]".repeat(63) + ", \"text\": \"a\"}")
                        .text());
        assertRejected(
                Stage.DECODE, Reason.TOO_COMPLEX, () -> decode("{\"x\": " + "[".repeat(64) + "]".repeat(64) + "}"));
        byte[] deep = utf8("{\"x\": " + "[".repeat(100_000));
        assertRejectedWithin(1 << 20, Reason.TOO_COMPLEX, () -> decoder.decode(deep));
        byte[] objects = utf8("{\"post\":".repeat(100_000));
        assertRejectedWithin(4 << 20, Reason.TOO_COMPLEX, () -> new JsonValueDecoder(
                        WantedFields.of(new FieldPaths("post" + ".post".repeat(100), null, null, null), List.of()))
                .decode(objects));
    }

    @Test
    void readsNoEndlessNumberOrName() {
        byte[] number = utf8("{\"time\": " + "9".repeat(200_000) + "}");
        assertRejectedWithin(2 << 20, Reason.TOO_COMPLEX, () -> decoder.decode(number));
        byte[] name = utf8("{\"" + "n".repeat(200_000) + "\": 1}");
        assertRejectedWithin(2 << 20, Reason.TOO_COMPLEX, () -> decoder.decode(name));
    }

    @Test
    void readsWhatAWriterWrote() throws Exception {
        Random random = new Random(4);
        ObjectMapper writer = new ObjectMapper();
        for (int i = 0; i < 2_000; i++) {
            String text = RandomText.of(random, 40);
            String id = RandomText.of(random, 10);
            byte[] value =
                    writer.writeValueAsBytes(Map.of("text", text, "id", id, "time", i, "other", Map.of("text", 1)));
            assertEquals(new EventFields(text, id, null, (long) i, Map.of()), decoder.decode(value));
        }
    }

    @Test
    void anyDamageIsRejectedOrReadButNeverAnotherFault() {
        Random random = new Random(5);
        byte[] whole = utf8(
                "{\"text\": \"gr\u00FC\u00DFe \\u00e9\", \"id\": 12, \"lang\": null, \"o\": [1.5e3, {\"a\": true}]}");
        for (int i = 0; i < 50_000; i++) {
            byte[] damaged = Damage.to(whole, random);
            try {
                decoder.decode(damaged);
            } catch (RejectedEventException e) {
                assertEquals(Stage.DECODE, e.stage());
            }
        }
    }

    private EventFields decode(String json) throws RejectedEventException {
        return decoder.decode(utf8(json));
    }

    private static byte[] utf8(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}

package dev.scholion.streaming.input;

import static dev.scholion.streaming.input.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextValueDecoderTest {
    private final PlainTextValueDecoder decoder = new PlainTextValueDecoder();

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "{\"text\": 1}", "\uD83D\uDE00 \u4F60", "\uFEFFmarked", "a\u0000b"})
    void takesTheValueAsItIs(String text) throws RejectedEventException {
        assertEquals(
                new EventFields(text, null, null, null, Map.of()),
                decoder.decode(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Truncated, overlong, surrogates in UTF-8, above U+10FFFF, a stray byte, UTF-16. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "c328",
                "f09f98",
                "c080",
                "e080af",
                "eda080",
                "eda0bdedb880",
                "f4908080",
                "ff",
                "61fe62",
                "fffe6100"
            })
    void replacesNoByteThatIsNotUtf8(String hex) {
        byte[] value = HexFormat.of().parseHex(hex);
        assertRejected(Stage.DECODE, Reason.INVALID_UNICODE, () -> decoder.decode(value));
    }

    @Test
    void refusesUtf16() {
        byte[] value = "w\u00F6rter".getBytes(StandardCharsets.UTF_16);
        assertRejected(Stage.DECODE, Reason.INVALID_UNICODE, () -> decoder.decode(value));
    }
}

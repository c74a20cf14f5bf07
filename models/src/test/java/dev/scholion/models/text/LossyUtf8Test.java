package dev.scholion.models.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossyUtf8Test {
    @Test
    void readsWhatIsWellFormed() {
        String text = "a ß € 🎉 \u0000 \uFFFD";
        assertEquals(text, LossyUtf8.decode(text.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({
        "61ff62, a?b",
        "e282, ?",
        "e28261, ?a",
        "f09f8e, ?",
        "f09f8e89c3, 🎉?",
        "eda080, ???",
        "c080, ??",
        "e0809f, ???",
        "f4908080, ????",
        "80, ?"
    })
    void putsOneMarkForEachPartThatCannotBeginACharacter(String bytes, String expected) {
        assertEquals(
                expected.replace('?', '\uFFFD'), LossyUtf8.decode(HexFormat.of().parseHex(bytes)));
    }
}

package dev.scholion.models.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageCodeTest {
    @ParameterizedTest
    @CsvSource({
        "en,en",
        "EN,en",
        "en-US,en",
        "pt_BR,pt",
        "zh-Hant-TW,zh",
        "deu,de",
        "cmn,zh",
        "pes,fa",
        "no,no",
        "he,he",
        "ceb,ceb",
        "' fr ',fr"
    })
    void isTheShortestNameOfTheLanguage(String tag, String code) {
        assertEquals(Optional.of(code), LanguageCode.of(tag));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "e", "xx", "English", "und", "zxx", "12", "日本"})
    void isEmptyForWhatNamesNoLanguage(String tag) {
        assertEquals(Optional.empty(), LanguageCode.of(tag));
    }
}

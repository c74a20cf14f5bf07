package dev.scholion.models.transformers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PythonFormatTest {
    @ParameterizedTest
    @CsvSource({
        "This is {}., This is art.",
        "{0} and {0}, art and art",
        "{{}} is {}, {} is art",
        "{!s}, art",
        "no gap, no gap"
    })
    void fillsTheGap(String template, String expected) {
        assertEquals(expected, PythonFormat.format(template, "art"));
    }

    @Test
    void takesALabelAsItIs() {
        assertEquals("about {} and }", PythonFormat.format("about {}", "{} and }"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{} and {}", "{", "}", "{1}", "{label}"})
    void refusesWhatPythonRefuses(String template) {
        assertThrows(PipelineArgumentException.class, () -> PythonFormat.format(template, "art"));
    }
}

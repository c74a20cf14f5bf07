package dev.scholion.models.transformers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.text.TokenizerCall.Truncation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineArgumentsTest {
    @Test
    void namesAnArgumentThatNobodyAskedFor() {
        PipelineArguments arguments = PipelineArguments.parse("{\"top_k\": 1, \"topk\": 1}");
        assertEquals(Optional.of(1), arguments.integer("top_k"));
        PipelineArgumentException problem = assertThrows(PipelineArgumentException.class, arguments::requireAllKnown);
        assertEquals("argument 'topk' is unknown, expected one of [top_k]", problem.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"n\": \"1\"}   | argument 'n' is \"1\", expected a whole number",
                "{\"n\": 1.5}     | argument 'n' is 1.5, expected a whole number",
                "{\"n\": true}    | argument 'n' is true, expected a whole number",
                "{\"n\": 0}       | argument 'n' is 0, expected at least 1"
            })
    void namesAnArgumentOfTheWrongType(String json, String message) {
        PipelineArgumentException problem =
                assertThrows(PipelineArgumentException.class, () -> PipelineArguments.parse(json)
                        .integer("n", 1));
        assertEquals(message, problem.getMessage());
    }

    @Test
    void tellsNullFromNothing() {
        PipelineArguments arguments = PipelineArguments.parse("{\"top_k\": null}");
        assertTrue(arguments.has("top_k"));
        assertEquals(Optional.empty(), arguments.integer("top_k"));
    }

    @Test
    void takesAFlagOrAWord() {
        PipelineArguments arguments = PipelineArguments.parse("{\"a\": true, \"b\": \"only_first\", \"c\": false}");
        for (String[] pair : new String[][] {{"a", "LONGEST_FIRST"}, {"b", "ONLY_FIRST"}, {"c", "DO_NOT_TRUNCATE"}}) {
            assertEquals(
                    Optional.of(Truncation.valueOf(pair[1])),
                    arguments.choiceOrFlag(
                            pair[0], Truncation.class, Truncation.LONGEST_FIRST, Truncation.DO_NOT_TRUNCATE));
        }
    }

    @Test
    void takesATextForAListOfOne() {
        PipelineArguments arguments =
                PipelineArguments.parse("{\"one\": \"a\", \"two\": [\"a\", \"b\"], \"bad\": [1]}");
        assertEquals(Optional.of(List.of("a")), arguments.texts("one"));
        assertEquals(Optional.of(List.of("a", "b")), arguments.texts("two"));
        assertThrows(PipelineArgumentException.class, () -> arguments.texts("bad"));
    }

    @Test
    void namesArgumentsInsideOfOthersByTheirPlace() {
        PipelineArguments inner =
                PipelineArguments.parse("{\"tokenizer_kwargs\": {\"cut\": 1}}").inner("tokenizer_kwargs");
        assertTrue(String.valueOf(assertThrows(PipelineArgumentException.class, inner::requireAllKnown)
                        .getMessage())
                .startsWith("argument 'tokenizer_kwargs.cut' is unknown"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[]", "1", "{", "{} {}"})
    void refusesWhatIsNoObject(String json) {
        assertThrows(PipelineArgumentException.class, () -> PipelineArguments.parse(json));
    }
}

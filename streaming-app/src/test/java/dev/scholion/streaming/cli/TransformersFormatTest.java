package dev.scholion.streaming.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransformersFormatTest {
    private final Terminal cli = new Terminal();

    @Test
    void aTextIsAnsweredWithWhatThePipelineReturns() throws IOException {
        assertEquals(0, tried("--head", "sentiment", "--args", "{\"top_k\": null}", "Ada loved it."));
        JsonNode answer = new ObjectMapper().readTree(cli.out());
        assertEquals(3, answer.size());
        assertEquals("positive", answer.path(0).path("label").asText());
    }

    @Test
    void aTextThatCannotBeAnsweredSaysWhyInItsPlace() throws IOException {
        assertEquals(0, tried("--head", "sentiment", "word ".repeat(600)));
        assertTrue(new ObjectMapper().readTree(cli.out()).path("error").asText().contains("602 tokens"), cli.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--task text-classification | topic",
                "--head mood | mood",
                "--task poetry | poetry",
                "--head sentiment --args {\"depth\":1} | 'depth'",
                "--head sentiment --args {\"top_k\":\"1\"} | 'top_k'",
                "--head sentiment --args {1} | --args",
                "--head sentiment --special-tokens-in-text maybe | maybe",
                "--head sentiment --top-k 1 | --top-k"
            })
    void whatCannotBeDoneIsTwoAndNamed(String options, String named) {
        assertEquals(2, tried((options + " text").split(" ")));
        assertTrue(cli.err().contains(named), cli.err());
        assertEquals("", cli.out());
    }

    @Test
    void itsOptionsNeedTheFormat() {
        assertEquals(2, cli.run("try", "--task", "ner", "text"));
        assertTrue(cli.err().contains("--format transformers"), cli.err());
    }

    private int tried(String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "try";
        arguments[1] = "--format";
        arguments[2] = "transformers";
        System.arraycopy(options, 0, arguments, 3, options.length);
        return cli.run(arguments);
    }
}

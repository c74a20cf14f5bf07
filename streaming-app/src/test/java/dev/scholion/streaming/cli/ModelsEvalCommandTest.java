package dev.scholion.streaming.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the model of the catalogue, on sentences whose answers nobody doubts. */
class ModelsEvalCommandTest {
    private static final String REVIEWS = """
            text,mood
            "A wonderful evening, and the food was excellent.",1
            I loved every minute of it.,1
            What a terrible waste of time.,0
            The service was awful and the soup was cold.,0
            I hated this hotel and will never come back.,1
            ,1
            The train leaves at nine.,9
            """;

    @TempDir
    private Path folder;

    private final Terminal cli = new Terminal();

    @Test
    void printsTheFiguresOfClassesAndTheSurestMistake() throws IOException {
        String[] options = {
            "--task=sentiment", "--label-column=mood", "--map=0=negative", "--map=1=positive", "--map=9="
        };
        assertEquals(1, eval("reviews.csv", REVIEWS, with(options, "--errors=1", "--at-least=0.7,macro-f1=0.99")));
        assertEquals("macro-f1 is 0.8000, expected at least 0.99", cli.err().strip());
        has("texts         5", "accuracy      0.800", "macro-f1      0.800", "calibration");
        has(
                "negative      0.667   1.000  0.800      2          3",
                "true, by predicted",
                "positive                   1         2");
        has(
                "negative 0.9",
                ", true is positive  (",
                "reviews.csv:6)",
                "  I hated this hotel and will never come back.");
        has("left out      1 rows", "no answer     1 texts", "reviews.csv:7: the text is empty", "5 texts in ");
    }

    @Test
    void printsTheFiguresOfEntitiesAsJson() throws IOException {
        String conll = """
                # text = Ada Lovelace flew to Lisbon .
                1\tAda\tB-PERSON\t-
                2\tLovelace\tI-PERSON\t-
                3\tflew\tO\t-
                4\tto\tO\t-
                5\tLisbon\tB-LOC\t-
                6\t.\tO\t-

                1\tOslo\tB-DATE\t-
                2\tis\tO\t-
                3\tcold\tO\t-
                """;
        assertEquals(
                0,
                eval(
                        "names.iob2",
                        conll,
                        "--task=entities",
                        "--word-column=2",
                        "--tag-column=3",
                        "--map=PERSON=PER",
                        "--map=DATE=",
                        "--only=PER,LOC",
                        "--errors=5",
                        "--format=json"),
                cli.err());
        JsonNode figures = new ObjectMapper().readTree(cli.out());
        assertEquals(2, figures.path("texts").asInt());
        assertEquals(9, figures.path("words").asInt());
        assertEquals(0.8, figures.path("figures").path("micro_f1").asDouble(), 1e-6);
        assertEquals(8.0 / 9, figures.path("figures").path("word_accuracy").asDouble(), 1e-6);
        assertEquals("LOC", figures.path("types").path(0).path("label").asText());
        assertEquals(
                "LOC 'Oslo'",
                figures.path("wrong_answers").path(0).path("predicted").asText());
        assertEquals("news-en", figures.path("model").path("name").asText());
    }

    @Test
    void saysWhichLabelIsUnknownAndWhere() throws IOException {
        assertEquals(1, eval("topics.tsv", "text\tlabel\nRain in Oslo\tweather\n", "--task=topic"));
        for (String part : new String[] {"topics.tsv:2: ", "'weather'", "politics, world", "--map"}) {
            assertTrue(cli.err().contains(part), cli.err());
        }
        assertEquals(1, eval("empty.csv", "text,label\n", "--task=topic"));
        assertTrue(cli.err().contains("empty.csv: there are no labelled texts in it"), cli.err());
    }

    @Test
    void refusesWhatItCannotMeasureBeforeItLoadsAnything() throws IOException {
        misused("sentiment, entities, topic", "--task=mood");
        misused("no 'fine', it has negative, neutral, positive", "--task=sentiment", "--map=x=fine");
        misused("THEIRS=OURS", "--task=sentiment", "--map=x");
        misused("no 'fine'", "--task=sentiment", "--only=fine");
        misused("counted from 1", "--task=entities", "--word-column=0");
    }

    @Test
    void takesTheFirstFigureWhereAMinimumNamesNone() throws CommandException {
        Set<String> figures = new LinkedHashSet<>(List.of("accuracy", "macro-f1"));
        assertEquals(
                List.of(new Minimum("accuracy", 0.5), new Minimum("macro-f1", 1)),
                Minimum.all(List.of("0.5", "macro-f1=1"), figures));
        for (String wrong : new String[] {"f1=0.5", "87", "accuracy=", "NaN"}) {
            CommandException failure = assertThrows(CommandException.class, () -> Minimum.all(List.of(wrong), figures));
            assertEquals(ExitCodes.MISUSED, failure.exitCode());
        }
    }

    private void misused(String part, String... options) throws IOException {
        assertEquals(2, eval("some.csv", "text,label\n", options), cli.err());
        assertTrue(cli.err().contains(part), cli.err());
    }

    private static String[] with(String[] options, String... more) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private int eval(String name, String content, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        return cli.run(with(new String[] {"models", "eval", "news-en", "--data", file.toString()}, options));
    }

    private void has(String... parts) {
        for (String part : parts) {
            assertTrue(cli.out().contains(part), part + " in " + cli.out());
        }
    }
}

package dev.scholion.streaming.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    @TempDir
    private Path folder;

    private final Terminal cli = new Terminal();

    @ParameterizedTest
    @ValueSource(
            strings = {"", "bogus", "up --webport 8082", "tail", "demo --rate fast", "demo --rate -1", "produce t"})
    void aWrongCommandLineIsTwoAndSaysWhereToReadOn(String line) {
        assertEquals(2, cli.run(line.isEmpty() ? new String[0] : line.split(" ")));
        assertTrue(cli.err().startsWith("scholion: "), cli.err());
        assertTrue(cli.err().lines().count() <= 3, cli.err());
    }

    @Test
    void aWrongPipelineFileIsThreeAndNamesEveryMistake() throws IOException {
        Path file = Files.writeString(folder.resolve("pipeline.yaml"), "name: x\nparallelism: none\ncolour: blue\n");
        assertEquals(3, cli.run("run", "-c", file.toString(), "--flink", "http://127.0.0.1:1"));
        assertTrue(cli.err().contains("parallelism"), cli.err());
        assertTrue(cli.err().contains("colour"), cli.err());
    }

    @Test
    void checkReportsEachMistakeOnALineOfItsOwn() throws IOException {
        Path file = Files.writeString(folder.resolve("pipeline.yaml"), "name: x\nparallelism: none\ncolour: blue\n");
        assertEquals(3, cli.run("check", "-c", file.toString()));
        assertTrue(cli.out().lines().filter(line -> line.contains("failed")).count() >= 2, cli.out());
    }

    @Test
    void runSaysThatNoClusterRuns() throws IOException {
        Path file = Files.writeString(folder.resolve("pipeline.yaml"), "name: x\n");
        assertEquals(1, cli.run("run", "-c", file.toString(), "--dir", folder.toString()));
        assertTrue(cli.err().contains("no local Flink cluster runs"), cli.err());
    }

    @Test
    void statusOfARunThatWasNeverStartedIsOne() {
        assertEquals(1, cli.run("status", "--dir", folder.toString()));
        assertTrue(cli.out().contains("broker         stopped"), cli.out());
    }

    @Test
    void downSaysThatNothingRuns() {
        assertEquals(0, cli.run("down", "--dir", folder.toString()));
        assertTrue(cli.out().contains("Nothing runs"), cli.out());
    }

    @Test
    void aModelThatIsNotThereIsThreeWithoutAStackTrace() {
        assertEquals(3, cli.run("try", "--model", "no-such-model", "text"));
        assertEquals(1, cli.err().lines().count(), cli.err());
    }

    @Test
    void verboseShowsTheStackTrace() {
        assertEquals(3, cli.run("try", "--verbose", "--model", "no-such-model", "text"));
        assertTrue(cli.err().contains("\tat "), cli.err());
    }

    @Test
    void aTextIsAnsweredWithLabelsAndEntities() {
        assertEquals(0, cli.run("try", "Ada flew from Łódź to Lisbon and loved it."));
        assertTrue(cli.out().contains("sentiment    positive"), cli.out());
        assertTrue(cli.out().contains("[Lisbon LOC]"), cli.out());
    }

    @Test
    void optionsSayWhatIsAskedOfTheModel() {
        assertEquals(0, cli.run("try", "--json", "--top-k", "1", "--aggregation", "first", "Ada flew to Lisbon."));
        assertTrue(cli.out().contains("\"scores\":[{\"label\":\"neutral\","), cli.out());
        assertEquals(1, cli.out().split("\"label\":\"positive\"", -1).length, cli.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--labels a,b", "--question Who?", "--aggregation best", "--top-k 0", "--precision fp16"})
    void anOptionThatMeansNothingToTheModelIsThree(String option) {
        String[] words = ("try " + option + " text").split(" ");
        assertEquals(3, cli.run(words));
        assertEquals(1, cli.err().lines().count(), cli.err());
    }

    @Test
    void checkSaysWhatIsAskedOfEachModel() throws IOException {
        Path file = Files.writeString(folder.resolve("pipeline.yaml"), """
                name: x
                kafka: {bootstrap-servers: "127.0.0.1:1", properties: {default.api.timeout.ms: 1000, request.timeout.ms: 500}}
                registry: {url: "http://127.0.0.1:1"}
                input: {topics: t, fields: {language: lang}}
                models: [{location: news-en, languages: [en], tasks: {mood: {head: sentiment}}}]
                """);
        assertEquals(1, cli.run("check", "-c", file.toString()));
        assertTrue(cli.out().contains("for en: mood (text-classification)"), cli.out());
    }

    @Test
    void aBlankTextIsNotAnswered() {
        assertEquals(1, cli.run("try", "\u00a0"));
    }
}

package dev.scholion.streaming.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scholion.streaming.cli.view.Paint;
import dev.scholion.streaming.local.Installation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * The launcher prints help from files, so that it answers without a JVM. With {@code -Dscholion.rewrite-help=true} this
 * test writes them.
 */
class HelpTextsTest {
    private static final Path FOLDER = Installation.current().home().resolve("docs/cli");

    @Test
    void theFilesThatTheLauncherPrintsAreWhatTheCommandsSay() throws IOException {
        Map<String, String> texts = texts();
        if (Boolean.getBoolean("scholion.rewrite-help")) {
            for (Map.Entry<String, String> text : texts.entrySet()) {
                Files.writeString(FOLDER.resolve(text.getKey()), text.getValue());
            }
        }
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.list(FOLDER)) {
            for (Path file : found.collect(Collectors.toList())) {
                files.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        }
        assertEquals(texts, files, "run this test with -Dscholion.rewrite-help=true after a change of the commands");
    }

    private static Map<String, String> texts() {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        CommandLine main = Main.commandLine(Installation.current(), Map.of(), Paint.plain(), nowhere, nowhere);
        Map<String, String> texts = new TreeMap<>();
        texts.put("scholion.txt", main.getUsageMessage());
        main.getSubcommands().forEach((name, command) -> {
            texts.put(name + ".txt", command.getUsageMessage());
            command.getSubcommands()
                    .forEach((inner, each) -> texts.put(name + "-" + inner + ".txt", each.getUsageMessage()));
        });
        return texts;
    }
}

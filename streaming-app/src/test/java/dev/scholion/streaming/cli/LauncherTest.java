package dev.scholion.streaming.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.streaming.local.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The launcher's answers that need neither a build nor a JVM. */
class LauncherTest {
    private static final Path HOME = Installation.current().home();
    private static final Map<String, String> NO_JAVA = Map.of("JAVA_HOME", "/nowhere", "PATH", "/usr/bin:/bin");

    private record Answer(int exitCode, String output) {}

    @Test
    void helpIsPrintedFromAFile() throws IOException, InterruptedException {
        assertEquals(new Answer(0, text("scholion")), launch(NO_JAVA, "--help"));
        assertEquals(new Answer(0, text("tail")), launch(NO_JAVA, "tail", "--help"));
        assertEquals(new Answer(0, text("up")), launch(NO_JAVA, "help", "up"));
        assertEquals(new Answer(0, text("models-add")), launch(NO_JAVA, "models", "add", "--help"));
        assertEquals(new Answer(0, text("models-add")), launch(NO_JAVA, "help", "models", "add"));
        assertEquals(new Answer(0, text("models")), launch(NO_JAVA, "models", "--help"));
    }

    @Test
    void withoutACommandItShowsItsHelpAndIsMisused() throws IOException, InterruptedException {
        assertEquals(new Answer(2, text("scholion")), launch(NO_JAVA));
    }

    @Test
    void helpForWhatIsNoCommandIsMisuse() throws IOException, InterruptedException {
        Answer answer = launch(NO_JAVA, "bogus", "--help");
        assertEquals(2, answer.exitCode());
        assertTrue(answer.output().contains("'bogus'"), answer.output());
    }

    private static Answer launch(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("bash", HOME.resolve("scholion").toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), output);
    }

    private static String text(String command) throws IOException {
        return Files.readString(HOME.resolve("docs/cli").resolve(command + ".txt"));
    }
}

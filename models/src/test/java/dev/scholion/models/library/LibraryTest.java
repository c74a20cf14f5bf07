package dev.scholion.models.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.testing.Project;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

class LibraryTest {
    private static final Path HOME = Path.of(System.getProperty("scholion.home", ".."));

    @Test
    @ResourceLock(Resources.SYSTEM_OUT)
    void runsTheProgramOfTheReadme() {
        String model = Project.newsModel().folder().toString();
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            ClassifyTexts.main(new String[] {model});
        } finally {
            System.setOut(before);
        }
        String output = printed.toString(StandardCharsets.UTF_8);
        assertEquals(2, output.lines().count(), output);
        assertTrue(output.contains("Porto") && output.contains("Lyon"), output);
    }

    @Test
    void showsThatProgramInTheReadme() throws IOException {
        String source =
                Files.readString(HOME.resolve("models/src/test/java/dev/scholion/models/library/ClassifyTexts.java"));
        String program = source.split("// README\n", -1)[1].stripIndent().strip();
        assertTrue(
                Files.readString(HOME.resolve("README.md"))
                        .contains(program.indent(0).strip()),
                "README.md should show:\n" + program);
    }
}

package dev.scholion.streaming.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.streaming.local.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsCommandTest {
    private static final Path NEWS = Installation.current().home().resolve("models/catalog/news-en");

    @TempDir
    private Path models;

    @Test
    void aModelIsBroughtInListedShownTriedAndVerified() throws IOException {
        Terminal cli = cli();
        assertEquals(0, cli.run("models", "add", NEWS.toString(), "--name", "mine"), cli.err());
        assertEquals(0, cli.run("models"));
        assertTrue(
                cli.out().lines().anyMatch(line -> line.matches("mine +2\\.0\\.0 +int8,fp32 .*36\\.\\d MB")),
                cli.out());
        assertTrue(cli.out().contains("news-en "), cli.out());
        assertEquals(0, cli.run("models", "show", "mine"));
        String digest = ModelPackage.read(NEWS).graph().sha256().substring(0, 8);
        for (String part : new String[] {"Apache-2.0", "input_ids int64 [?, ?]", "B-PER", "WordPiece", digest}) {
            assertTrue(cli.out().contains(part), part + " in " + cli.out());
        }
        assertEquals(0, cli.run("try", "--model", "mine", "Ada flew to Lisbon and loved it."));
        assertEquals(0, cli.run("models", "verify", "mine"), cli.out());
        for (String check : new String[] {"files", "load", "goldens", "neighbours"}) {
            assertTrue(cli.out().lines().anyMatch(line -> line.startsWith("ok") && line.contains(check)), cli.out());
        }
        assertEquals(1, cli.run("models", "add", NEWS.toString(), "--name", "mine"));
        assertTrue(cli.err().contains("--replace"), cli.err());
        assertEquals(0, cli.run("models", "add", NEWS.toString(), "--name", "mine", "--replace"));
    }

    @Test
    void aChangedModelIsNotUsedAndSaysWhichFile() throws IOException {
        Terminal cli = cli();
        assertEquals(0, cli.run("models", "add", NEWS.toString(), "--name", "mine"), cli.err());
        Path graph = models.resolve("mine/model.onnx");
        byte[] bytes = Files.readAllBytes(graph);
        bytes[bytes.length / 2] ^= 1;
        Files.write(graph, bytes);
        assertEquals(3, cli.run("try", "--model", "mine", "text"));
        assertTrue(cli.err().contains("model.onnx: sha256"), cli.err());
        assertEquals(1, cli.run("models", "verify", "mine"));
        assertTrue(cli.out().contains("FAILED"), cli.out());
    }

    @Test
    void aBrokenModelIsALineOfTheList() throws IOException {
        Files.createDirectories(models.resolve("broken"));
        Files.writeString(models.resolve("broken/config.json"), "{");
        Terminal cli = cli();
        assertEquals(0, cli.run("models", "list"));
        assertTrue(
                cli.out().lines().anyMatch(line -> line.matches("broken +broken: .*config.json is not JSON.*")),
                cli.out());
        assertTrue(cli.out().contains("news-en "), cli.out());
    }

    @Test
    void aPackageWithoutItsWeightsIsListedWithTheCommandThatMakesThem() throws IOException {
        Path folder = Files.createDirectory(models.resolve("large"));
        String yaml = Files.readString(NEWS.resolve("model.yaml"));
        Files.writeString(folder.resolve("model.yaml"), "built-by: make large\n" + yaml);
        Terminal cli = cli();
        assertEquals(0, cli.run("models", "list"));
        assertTrue(
                cli.out().lines().anyMatch(line -> line.matches("large +not built: .*model.onnx .*`make large`")),
                cli.out());
        assertEquals(3, cli.run("try", "--model", "large", "text"));
        assertTrue(cli.err().contains("made by `make large`"), cli.err());
    }

    @Test
    void aFolderThatIsNoModelIsRefusedAndNothingIsKept() throws IOException {
        Path folder = Files.createDirectory(models.resolve("no-model"));
        Files.writeString(folder.resolve("model.onnx"), "");
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
        Terminal cli =
                new Terminal(Map.of("SCHOLION_MODELS", models.resolve("mine").toString()));
        assertEquals(1, cli.run("models", "add", folder.toString()));
        assertEquals(1, cli.err().lines().count(), cli.err());
        assertTrue(cli.err().contains("config.json"), cli.err());
        assertFalse(Files.exists(models.resolve("mine/no-model")));
    }

    @Test
    void nothingIsFetchedOffline() {
        Terminal cli = new Terminal(Map.of("SCHOLION_MODELS", models.toString(), "HF_HUB_OFFLINE", "1"));
        assertEquals(1, cli.run("models", "pull", "hf:ada/tiny"));
        assertTrue(cli.err().contains("HF_HUB_OFFLINE"), cli.err());
        assertEquals(2, cli.run("models", "pull", "ada/tiny"));
    }

    private Terminal cli() {
        return new Terminal(Map.of("SCHOLION_MODELS", models.toString()));
    }
}

package dev.scholion.models.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.engine.OnnxEngine;
import dev.scholion.models.engine.TokenBatch;
import dev.scholion.models.testing.TinyGraph;
import dev.scholion.models.testing.TinyModel;
import dev.scholion.models.text.Row;
import dev.scholion.models.text.TextTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserCatalogTest {
    private static final int FLIPS = 400;

    @TempDir
    private Path folder;

    private Path source = Path.of("");
    private UserCatalog catalog = new UserCatalog(Path.of(""));

    @BeforeEach
    void writesAModelWithWeightsBesideItsGraph() throws IOException {
        source = Files.createDirectory(folder.resolve("tiny"));
        catalog = new UserCatalog(folder.resolve("models"));
        TinyGraph graph = TinyGraph.ofTexts(TinyModel.VOCABULARY, 2).external("model.onnx_data");
        TinyModel.classifier(source, 16);
        Files.write(source.resolve("model.onnx"), graph.bytes());
        Files.write(source.resolve("model.onnx_data"), graph.weights());
        Files.writeString(source.resolve("README.md"), "---\nlicense: mit\nlanguage: [de, en]\n---\nA tiny model.\n");
        Files.write(source.resolve("pytorch_model.bin"), new byte[100]);
    }

    @Test
    void copiesWhatAModelNeedsAndTellsWhereItCameFrom() throws IOException {
        ModelPackage model = add(false);
        assertEquals(
                new TreeSet<>(List.of("README.md", "config.json", "model.onnx", "model.onnx_data", "tokenizer.json")),
                new TreeSet<>(model.lock().orElseThrow().entries().keySet()));
        assertEquals("folder " + source, model.lock().orElseThrow().source());
        assertEquals(Optional.of("mit"), model.card().license());
        assertEquals(List.of("de", "en"), model.card().languages());
        assertEquals(ModelPackage.read(source).digest(), model.digest(), "a lock changes no answer");
        assertEquals(List.of("tiny"), new Catalog(List.of(catalog.root())).names());
    }

    /** Whatever bit flips in whatever file: the same answer, or a clear refusal. */
    @Test
    void givesNoWrongAnswerWhateverBitFlips() throws IOException {
        ModelPackage model = add(false);
        float[] expected = scores(model);
        List<Path> files = files(model.folder());
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < FLIPS; i++) {
            Path file = files.get(i % files.size());
            byte[] good = Files.readAllBytes(file);
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bad);
            try {
                assertArrayEquals(expected, scores(ModelPackage.read(model.folder())), file.toString());
                String name = String.valueOf(file.getFileName());
                assertTrue(name.equals("README.md") || name.equals(PackageLock.NAME), name);
            } catch (ModelPackageException e) {
                refused++;
                assertTrue(
                        String.valueOf(e.getMessage()).contains(model.folder().toString()), e.getMessage());
            }
            Files.write(file, good);
        }
        assertTrue(refused > FLIPS / 2, refused + " refused");
        assertArrayEquals(expected, scores(ModelPackage.read(model.folder())));
    }

    @Test
    void refusesAFileThatCameLaterOrIsGone() throws IOException {
        ModelPackage model = add(false);
        Path later = Files.writeString(model.folder().resolve("tokenizer_config.json"), "{\"model_max_length\": 4}");
        refuses(model.folder(), "tokenizer_config.json", "scholion.lock");
        Files.delete(later);
        Files.delete(model.folder().resolve("README.md"));
        refuses(model.folder(), "README.md is missing");
    }

    @Test
    void replacesOnlyWhenAsked() throws IOException {
        add(false);
        Files.delete(source.resolve("README.md"));
        assertMentions(assertThrows(ModelPackageException.class, () -> add(false)), "--replace");
        assertEquals(Optional.empty(), add(true).card().license());
    }

    @Test
    void keepsNothingOfAModelThatIsRefused() throws IOException {
        assertThrows(
                IllegalStateException.class,
                () -> catalog.add(source, "tiny", false, model -> {
                    throw new IllegalStateException("refused");
                }));
        try (Stream<Path> left = Files.walk(catalog.root()).filter(Files::isRegularFile)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../x", "a/b", "a b", ".hidden"})
    void takesNoNameThatIsAPath(String name) {
        assertThrows(ModelPackageException.class, () -> catalog.add(source, name, true, model -> {}));
    }

    private ModelPackage add(boolean replace) {
        return catalog.add(source, "tiny", replace, model -> {});
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static float[] scores(ModelPackage model) {
        try (TextTokenizer tokenizer = TextTokenizer.open(model);
                OnnxEngine engine = OnnxEngine.cpu(model)) {
            Row row = tokenizer
                    .windows(model.window(), 0)
                    .of(tokenizer.encode("w1 a w7"))
                    .get(0)
                    .row();
            TokenBatch batch = new TokenBatch(16, model.padId());
            batch.fill(List.of(row), row.length());
            return engine.run(batch).get(0).at(0, 0);
        }
    }

    private static void refuses(Path model, String... mentioned) {
        assertMentions(assertThrows(ModelPackageException.class, () -> ModelPackage.read(model)), mentioned);
    }

    private static void assertMentions(Exception failure, String... mentioned) {
        for (String part : mentioned) {
            assertTrue(String.valueOf(failure.getMessage()).contains(part), failure.getMessage());
        }
    }
}

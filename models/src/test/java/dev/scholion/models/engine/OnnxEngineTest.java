package dev.scholion.models.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.catalog.PackageFile;
import dev.scholion.models.testing.Project;
import dev.scholion.models.testing.TinyGraph;
import dev.scholion.models.testing.TinyModel;
import dev.scholion.models.text.Row;
import dev.scholion.models.text.TextTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxEngineTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21})
    void readsGraphsOfEveryOpsetThatIsInUse(int opset) throws IOException {
        assertScores(write(TinyGraph.ofTexts(TinyModel.VOCABULARY, 2).opset(opset)), 1e-6f);
    }

    @ParameterizedTest
    @CsvSource({TinyGraph.FLOAT16 + ", 1e-3", TinyGraph.BFLOAT16 + ", 1e-2", TinyGraph.DOUBLE + ", 1e-6"})
    void readsFloatsOfEveryWidth(int type, float tolerance) throws IOException {
        assertScores(write(TinyGraph.ofTexts(TinyModel.VOCABULARY, 2).outputType(type)), tolerance);
    }

    @Test
    void readsWeightsThatLieBesideTheGraph() throws IOException {
        TinyGraph graph = TinyGraph.ofTexts(TinyModel.VOCABULARY, 2).external("model.onnx_data");
        TinyModel.classifier(folder, 16);
        Files.write(folder.resolve("model.onnx_data"), graph.weights());
        ModelPackage model = write(graph);
        assertEquals(
                List.of("model.onnx_data"),
                model.external().stream().map(PackageFile::name).toList());
        assertScores(model, 1e-6f);

        byte[] flipped = graph.weights();
        flipped[flipped.length / 2] ^= 1;
        Files.write(folder.resolve("model.onnx_data"), flipped);
        assertMentions(
                assertThrows(ModelPackageException.class, () -> OnnxEngine.cpu(model)), "model.onnx_data", "sha256");
        Files.write(folder.resolve("model.onnx_data"), new byte[10]);
        assertMentions(
                assertThrows(ModelPackageException.class, () -> OnnxEngine.cpu(model)),
                "model.onnx_data",
                "'table'",
                "10");
    }

    @Test
    void refusesAFileThatTheEngineDoesNotTake() throws IOException {
        ModelPackage model = write(TinyGraph.ofTexts(TinyModel.VOCABULARY, 2).opset(99));
        assertMentions(assertThrows(ModelPackageException.class, () -> OnnxEngine.cpu(model)), "model.onnx", "99");
    }

    @Test
    void namesAnInputThatItDoesNotKnow() throws IOException {
        ModelPackage model = write(TinyGraph.ofTexts(TinyModel.VOCABULARY, 2).input("tokens"));
        assertMentions(assertThrows(ModelPackageException.class, () -> OnnxEngine.cpu(model)), "'tokens'", "input_ids");
    }

    private ModelPackage write(TinyGraph graph) throws IOException {
        TinyModel.classifier(folder, 16);
        Files.write(folder.resolve("model.onnx"), graph.bytes());
        return ModelPackage.read(folder);
    }

    private static void assertScores(ModelPackage model, float tolerance) {
        try (OnnxEngine engine = OnnxEngine.cpu(model);
                TextTokenizer tokenizer = TextTokenizer.open(model)) {
            Row row = row(tokenizer, "w1 a w7");
            float[] expected = new float[2];
            for (int label = 0; label < 2; label++) {
                expected[label] = -100;
                for (int id : row.ids()) {
                    expected[label] = Math.max(expected[label], TinyGraph.score(id, label));
                }
            }
            assertArrayEquals(expected, run(engine, model, row), tolerance);
        }
    }

    private static void assertMentions(Exception failure, String... mentioned) {
        for (String part : mentioned) {
            assertTrue(String.valueOf(failure.getMessage()).contains(part), failure.getMessage());
        }
    }

    @Test
    void answersManyThreadsAsOne() {
        ModelPackage model = Project.newsModel();
        try (OnnxEngine engine = OnnxEngine.cpu(model);
                TextTokenizer tokenizer = TextTokenizer.open(model)) {
            Row row = row(tokenizer, "Norway won the match in Oslo.");
            float[] expected = run(engine, model, row);
            List<CompletableFuture<float[]>> answers = IntStream.range(0, 32)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> run(engine, model, row)))
                    .toList();
            answers.forEach(answer -> assertArrayEquals(expected, answer.join(), 1e-6f));
        }
    }

    @Test
    void waitsForRunningCallsBeforeItCloses() {
        ModelPackage model = Project.newsModel();
        try (TextTokenizer tokenizer = TextTokenizer.open(model)) {
            Row row = row(tokenizer, "Norway won the match in Oslo. ".repeat(20));
            OnnxEngine engine = OnnxEngine.cpu(model);
            List<CompletableFuture<Integer>> answers = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                        try {
                            return run(engine, model, row).length;
                        } catch (IllegalStateException closed) {
                            return 3;
                        }
                    }))
                    .toList();
            engine.close();
            engine.close();
            answers.forEach(answer -> assertEquals(3, answer.join()));
        }
    }

    private static Row row(TextTokenizer tokenizer, String text) {
        return tokenizer.windows(256, 0).of(tokenizer.encode(text)).get(0).row();
    }

    private static float[] run(OnnxEngine engine, ModelPackage model, Row row) {
        TokenBatch batch = new TokenBatch(256, model.padId());
        batch.fill(List.of(row), row.length());
        return engine.run(batch).get(0).at(0, 0);
    }
}

package dev.scholion.models.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.testing.Project;
import dev.scholion.models.testing.TinyModel;
import dev.scholion.models.text.Row;
import dev.scholion.models.text.TextTokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxEngineTest {
    @Test
    void refusesAFileThatIsNoGraph(@TempDir Path folder) {
        ModelPackage model = TinyModel.classifier(folder, 16);
        assertThrows(ModelPackageException.class, () -> OnnxEngine.cpu(model));
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

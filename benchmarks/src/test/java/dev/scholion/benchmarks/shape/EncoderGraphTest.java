package dev.scholion.benchmarks.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.engine.Engine;
import dev.scholion.models.engine.OnnxEngine;
import dev.scholion.models.engine.Scores;
import dev.scholion.models.engine.TokenBatch;
import dev.scholion.models.text.Row;
import dev.scholion.models.text.TextTokenizer;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generated graphs in ONNX Runtime, against what Transformers makes of the same weights ({@code gpu/graph_reference.py}). */
class EncoderGraphTest {
    private static final Path TOKENIZER =
            Path.of(System.getProperty("scholion.home"), "benchmarks/bert-base-uncased/tokenizer.json");
    private static final int WINDOW = 32;

    @TempDir
    private static Path folder;

    private static JsonNode reference;

    @BeforeAll
    static void write() throws Exception {
        new RandomModel(EncoderShape.TINY, WINDOW, 3).write(folder, TOKENIZER, List.of(RandomModel.Graph.values()));
        try (InputStream stored = EncoderGraphTest.class.getResourceAsStream("reference.json")) {
            reference = new ObjectMapper().readTree(Objects.requireNonNull(stored));
        }
    }

    @Test
    void answersAsTransformersDoes() {
        assertEquals(0, furthest("fp32"), 1e-5);
    }

    @Test
    void staysNearItInHalfPrecision() {
        assertEquals(0, furthest("fp16"), 2e-3);
    }

    @Test
    void staysNearItInEightBits() {
        assertEquals(0, furthest("int8"), 2e-2);
    }

    /** The largest difference of a logit. */
    private static double furthest(String precision) {
        double furthest = 0;
        List<float[]> logits = logits(precision);
        for (int text = 0; text < logits.size(); text++) {
            for (int label = 0; label < 3; label++) {
                double expected =
                        reference.path("logits").path(text).path(label).asDouble();
                furthest = Math.max(furthest, Math.abs(expected - logits.get(text)[label]));
            }
        }
        return furthest;
    }

    private static List<float[]> logits(String precision) {
        ModelPackage model = ModelPackage.read(folder, Optional.of(precision));
        List<Row> rows = new ArrayList<>();
        try (TextTokenizer tokenizer = TextTokenizer.open(model);
                Engine engine = OnnxEngine.cpu(model)) {
            reference
                    .path("texts")
                    .forEach(text -> rows.add(tokenizer
                            .windows(WINDOW, 0)
                            .of(tokenizer.encode(text.asText()))
                            .get(0)
                            .row()));
            TokenBatch batch = new TokenBatch(rows.size() * WINDOW, model.padId());
            batch.fill(rows, WINDOW);
            Scores scores = engine.run(batch).get(0);
            assertTrue(engine.masksPadding());
            return List.of(scores.at(0, 0), scores.at(1, 0));
        }
    }

    @Test
    void makesTextsOfTheLengthsThatAreAskedFor() throws Exception {
        List<String> texts = new SkewedTexts(TOKENIZER, 3).texts(400, 30, 64);
        ModelPackage model = ModelPackage.read(folder);
        try (TextTokenizer tokenizer = TextTokenizer.open(model)) {
            int[] lengths = texts.stream()
                    .mapToInt(text -> tokenizer.encode(text).length() + tokenizer.specialTokens())
                    .sorted()
                    .toArray();
            assertEquals(29, Arrays.stream(lengths).average().orElseThrow(), 3);
            assertTrue(lengths[399] <= 70, "longest: " + lengths[399]);
            assertTrue(lengths[200] < 28, "middle: " + lengths[200]);
        }
    }
}

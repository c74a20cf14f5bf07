package dev.scholion.models.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.testing.TinyGraph;
import dev.scholion.models.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelChecksTest {
    @TempDir
    private Path folder;

    @Test
    void saysLoudlyThatThereAreNoGoldens() {
        List<Check> checks = new ModelChecks(TinyModel.tagger(folder, 64)).all();
        assertEquals(
                List.of("files", "load", "goldens", "neighbours"),
                checks.stream().map(Check::name).toList());
        assertEquals(
                Map.of(
                        "files",
                        Check.Outcome.PASSED,
                        "load",
                        Check.Outcome.PASSED,
                        "goldens",
                        Check.Outcome.NOT_MADE,
                        "neighbours",
                        Check.Outcome.PASSED),
                outcomes(checks));
        assertTrue(checks.get(2).detail().contains("NOT checked"), checks.get(2).detail());
    }

    @Test
    void findsAnAnswerThatPaddingChanges() throws IOException {
        TinyModel.classifier(folder, 64);
        // Whose scores for padding are the largest: each padded row is answered by its padding.
        Files.write(
                folder.resolve("model.onnx"),
                TinyGraph.ofTexts(TinyModel.VOCABULARY, 2).paddingScore(100).bytes());
        Check neighbours = new ModelChecks(ModelPackage.read(folder)).all().get(3);
        assertEquals(Check.Outcome.FAILED, neighbours.outcome(), neighbours.detail());
        assertEquals(2, neighbours.differences().size());
    }

    @Test
    void saysThatAModelDoesNotAnswerQuestionsAfterAll() throws IOException {
        TinyModel.classifier(folder, 16);
        Files.writeString(folder.resolve("config.json"), "{\"architectures\": [\"TinyForQuestionAnswering\"]}");
        Files.write(
                folder.resolve("model.onnx"),
                TinyGraph.ofTexts(TinyModel.VOCABULARY, 3)
                        .outputs("start_logits", "end_logits")
                        .bytes());
        Check compared = goldens("\"answer\": {\"question\": \"w9\", \"answer\": \"w1\", \"start\": 0, \"end\": 2}", 7);
        assertEquals(Check.Outcome.FAILED, compared.outcome());
        assertTrue(compared.differences().toString().contains("3 columns for a row of"), compared.toString());
    }

    @Test
    void comparesEmbeddings() throws IOException {
        TinyModel.tagger(folder, 16);
        Files.writeString(folder.resolve("config.json"), "{\"architectures\": [\"TinyModel\"]}");
        double[] vector = new double[3];
        for (int i = 0; i < vector.length; i++) {
            for (int id : new int[] {2, 6, 7, 3}) {
                vector[i] += TinyGraph.score(id, i);
            }
        }
        double length =
                Math.sqrt(Arrays.stream(vector).map(value -> value * value).sum());
        String values = Arrays.stream(vector)
                .mapToObj(value -> String.valueOf(value / length))
                .collect(Collectors.joining(", "));
        Check right = goldens("\"embedding\": {\"embedding\": [%s]}".formatted(values), 7);
        assertEquals(Check.Outcome.PASSED, right.outcome(), right.differences().toString());
        Check wrong = goldens("\"embedding\": {\"embedding\": [1, 0, 0]}", 7);
        assertEquals(Check.Outcome.FAILED, wrong.outcome());
    }

    private Check goldens(String tasks, int secondId) throws IOException {
        Files.writeString(folder.resolve("golden.json"), """
                {"tolerance": 0.001, "cases": [
                  {"text": "w1 w2", "ids": [2, 6, %d, 3], "offsets": [[0, 0], [0, 2], [3, 5], [0, 0]], "tasks": {%s}}]}
                """.formatted(secondId, tasks));
        return new ModelChecks(ModelPackage.read(folder))
                .all().stream()
                        .filter(check -> check.name().equals("goldens"))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void makesNoFurtherCheckOfAModelThatCannotBeLoaded() throws IOException {
        TinyModel.classifier(folder, 16);
        Files.write(
                folder.resolve("model.onnx"),
                TinyGraph.ofTexts(TinyModel.VOCABULARY, 3).bytes());
        List<Check> checks = new ModelChecks(ModelPackage.read(folder)).all();
        assertEquals(Map.of("files", Check.Outcome.PASSED, "load", Check.Outcome.FAILED), outcomes(checks));
    }

    private static Map<String, Check.Outcome> outcomes(List<Check> checks) {
        return checks.stream().collect(Collectors.toMap(Check::name, Check::outcome));
    }
}

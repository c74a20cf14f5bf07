package dev.scholion.models.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.testing.TinyGraph;
import dev.scholion.models.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void comparesTokenIdsWhereTheAnswersAreOfAnotherKind() throws IOException {
        TinyModel.tagger(folder, 16);
        Files.writeString(folder.resolve("config.json"), "{\"architectures\": [\"TinyModel\"]}");
        String goldens = """
                {"tolerance": 0.001, "cases": [
                  {"text": "w1 w2", "ids": [2, 6, 7, 3], "offsets": [[0, 0], [0, 2], [3, 5], [0, 0]],
                   "tasks": {"embedding": {"embedding": [0.5, 0.5, 0.5]}}}]}
                """;
        Files.writeString(folder.resolve("golden.json"), goldens);
        Check compared = new ModelChecks(ModelPackage.read(folder)).all().get(2);
        assertEquals(
                Check.Outcome.PASSED, compared.outcome(), compared.differences().toString());
        assertTrue(compared.detail().contains("NOT compared: the answers of embedding"), compared.detail());

        Files.writeString(folder.resolve("golden.json"), goldens.replace("2, 6, 7, 3", "2, 6, 8, 3"));
        assertEquals(
                Check.Outcome.FAILED,
                new ModelChecks(ModelPackage.read(folder)).all().get(2).outcome());
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

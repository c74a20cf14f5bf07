package dev.scholion.models.catalog;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.scholion.models.engine.EngineChoice;
import dev.scholion.models.engine.EngineOptions;
import dev.scholion.models.predict.ModelTrial;
import dev.scholion.models.testing.TinyGraph;
import dev.scholion.models.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a folder is said once, at the start, with the file and the key. */
class BadFolderTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writesAModel() {
        TinyModel.classifier(folder, 16);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max_position_embeddings | -5",
                "max_position_embeddings | 999999999999",
                "max_position_embeddings | 2",
                "max_position_embeddings | \"many\"",
                "num_labels              | 1000000000000",
                "num_labels              | -1",
                "num_labels              | 2.5",
                "vocab_size              | 0",
                "vocab_size              | 1e3",
                "pad_token_id            | -7",
                "architectures           | [\"TinyForMultipleChoice\"]",
                "problem_type            | \"wishful\"",
                "id2label                | {\"0\": \"a\", \"7\": \"b\"}"
            })
    void namesTheKeyOfAnAbsurdValue(String key, String value) throws IOException {
        config("\"%s\": %s".formatted(key.strip(), value.strip()));
        refuses("config.json", key.strip());
    }

    @Test
    void refusesMoreLabelsThanAModelHas() throws IOException {
        StringBuilder labels = new StringBuilder("\"id2label\": {\"0\": \"a\"");
        for (int i = 1; i <= ModelPackage.MOST_LABELS; i++) {
            labels.append(", \"").append(i).append("\": \"a\"");
        }
        config(labels + "}");
        refuses("config.json", "id2label");
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.json", "tokenizer.json", "model.onnx"})
    void namesAFileThatIsMissingEmptyAFolderOrALoop(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.delete(file);
        refuses(name.equals("model.onnx") ? "no ONNX graph" : name);
        Files.createDirectory(file);
        refuses(name, "is not a file");
        Files.delete(file);
        Files.createSymbolicLink(file, file);
        refuses(name);
        Files.delete(file);
        Files.createFile(file);
        refuses(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.json", "tokenizer.json"})
    void namesAFileThatIsNotJson(String name) throws IOException {
        for (String content : new String[] {"{", "nothing", "[1, 2", "\"text\"", "\u0000", "[".repeat(100_000)}) {
            Files.writeString(folder.resolve(name), content);
            refuses(name);
        }
    }

    @Test
    void namesAFileThatMayNotBeRead() throws IOException {
        Path file = folder.resolve("config.json");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "root reads everything");
        refuses("config.json", "cannot be read");
    }

    @Test
    void refusesAGraphThatIsCutOffAnywhere() throws IOException {
        byte[] graph = Files.readAllBytes(folder.resolve("model.onnx"));
        for (int length = 0; length < graph.length; length += 13) {
            Files.write(folder.resolve("model.onnx"), Arrays.copyOf(graph, length));
            refuses("model.onnx");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "/etc/passwd", "a/../../b", "C:\\weights", "..\\weights", ""})
    void refusesWeightsOutsideOfTheFolder(String location) throws IOException {
        Files.write(
                folder.resolve("model.onnx"),
                TinyGraph.ofTexts(TinyModel.VOCABULARY, 2).external(location).bytes());
        refuses("model.onnx", "'" + location + "'");
    }

    @ParameterizedTest
    @CsvSource({"offset, -1", "offset, x", "length, 3", "length, 99999999999999999999"})
    void refusesWeightsAtAPlaceThatCannotBe(String key, String value) throws IOException {
        Map<String, String> entries = new TreeMap<>(Map.of("location", "weights"));
        entries.put(key, value);
        Files.write(folder.resolve("weights"), new byte[10]);
        Files.write(
                folder.resolve("model.onnx"),
                TinyGraph.ofTexts(TinyModel.VOCABULARY, 2).external(entries).bytes());
        refuses("model.onnx", "'table'");
    }

    @Test
    void namesTheWeightsThatAreMissing() throws IOException {
        Files.write(
                folder.resolve("model.onnx"),
                TinyGraph.ofTexts(TinyModel.VOCABULARY, 2).external("weights").bytes());
        refuses("weights is missing");
        Files.write(folder.resolve("weights"), new byte[10]);
        refuses("weights", "'table'", "ends at byte");
    }

    @Test
    void refusesATokenizerOfAnotherModel() throws IOException {
        config("\"vocab_size\": %d".formatted(TinyModel.VOCABULARY - 1));
        refuses("tokenizer.json", "up to 104", "104");
        config("\"vocab_size\": %d".formatted(TinyModel.VOCABULARY));
        ModelTrial.of(ModelPackage.read(folder), EngineOptions.only(EngineOptions.CPU), EngineChoice.ofThisMachine());
    }

    @Test
    void refusesLabelsThatAreNotAsManyAsTheHeadHas() throws IOException {
        config("\"num_labels\": 5");
        refuses("model.onnx", "'logits'", "[1, 1, 2]", "[1, 1, 5]");
    }

    @Test
    void refusesAModelYamlThatIsNestedWithoutEnd() throws IOException {
        Files.writeString(folder.resolve("model.yaml"), "a: " + "[".repeat(100_000));
        refuses("model.yaml");
    }

    private void config(String more) throws IOException {
        String usual = more.contains("architectures") ? "" : "\"architectures\": [\"TinyForSequenceClassification\"], ";
        Files.writeString(folder.resolve("config.json"), "{" + usual + more + "}");
    }

    private void refuses(String... mentioned) {
        ModelPackageException failure = assertThrows(
                ModelPackageException.class,
                () -> ModelTrial.of(
                        ModelPackage.read(folder),
                        EngineOptions.only(EngineOptions.CPU),
                        EngineChoice.ofThisMachine()));
        for (String part : mentioned) {
            assertTrue(String.valueOf(failure.getMessage()).contains(part), failure.getMessage());
        }
    }
}

package dev.scholion.models.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.TaskSpec;
import dev.scholion.models.testing.TinyGraph;
import dev.scholion.models.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelPackageTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-                              | 2 | SOFTMAX",
                "-                              | 1 | SIGMOID",
                "single_label_classification    | 3 | SOFTMAX",
                "multi_label_classification     | 3 | SIGMOID",
                "regression                     | 1 | NONE"
            })
    void believesTheProblemType(@Nullable String problem, int labels, Activation expected) throws IOException {
        TinyModel.classifier(folder, 16);
        String type = problem == null ? "" : ", \"problem_type\": \"%s\"".formatted(problem);
        config("\"num_labels\": %d%s".formatted(labels, type));
        TaskHead head = ModelPackage.read(folder).tasks().get(0);
        assertEquals(expected, head.activation());
        assertEquals(labels, head.spec().labels().size());
        assertEquals("LABEL_0", head.spec().labels().get(0));
    }

    @ParameterizedTest
    @CsvSource({
        "bert,    512, 512, 512",
        "bert,    512, 128, 128",
        "bert,    512, 1000000000000000019884624838656, 512",
        "roberta, 514, 512, 512",
        "roberta, 514, 1000000000000000019884624838656, 512"
    })
    void readsTheWindowFromPositionsAndTokenizer(String type, int positions, String stated, int expected)
            throws IOException {
        TinyModel.classifier(folder, 16);
        config("\"model_type\": \"%s\", \"max_position_embeddings\": %d, \"pad_token_id\": 1"
                .formatted(type, positions));
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"model_max_length\": %s}".formatted(stated));
        assertEquals(expected, ModelPackage.read(folder).window());
    }

    @Test
    void namesTheOnlyTaskByItsKindOrAsTheUserLikes() {
        ModelPackage model = TinyModel.tagger(folder, 16);
        assertEquals("entities", model.tasks().get(0).spec().name());
        assertEquals(
                TaskSpec.Kind.TOKEN_CLASSIFICATION, model.tasks().get(0).spec().kind());
        assertEquals("names", model.withTaskName("names").tasks().get(0).spec().name());
    }

    @Test
    void saysWhatItCannotRun() throws IOException {
        TinyModel.classifier(folder, 16);
        Files.writeString(folder.resolve("config.json"), "{\"architectures\": [\"BertForMultipleChoice\"]}");
        refuses("BertForMultipleChoice", "ForSequenceClassification");
        config("\"num_labels\": 2");
        Files.delete(folder.resolve("model.onnx"));
        refuses("model.onnx");
    }

    @Test
    void changesItsDigestWithAnyByteOfAnyFile() throws IOException {
        String before = TinyModel.classifier(folder, 16).digest();
        assertEquals(before, ModelPackage.read(folder).digest());
        Files.write(folder.resolve("model.onnx"), TinyGraph.ofTexts(104, 2).bytes());
        assertNotEquals(before, ModelPackage.read(folder).digest());
    }

    @Test
    void refusesBytesThatAreNotThePromisedOnesEvenIfTheyChangeAfterReading() throws IOException {
        ModelPackage model = TinyModel.classifier(folder, 16);
        Files.write(folder.resolve("model.onnx"), TinyGraph.ofTexts(104, 2).bytes());
        ModelPackageException failure =
                assertThrows(ModelPackageException.class, () -> model.graph().verifiedBytes());
        assertMentions(failure, "model.onnx", model.graph().sha256());
    }

    @Test
    void readsAPackageAndRefusesWhatIsWrongWithIt() throws IOException {
        ModelPackage plain = TinyModel.classifier(folder, 16);
        String yaml = """
                name: tiny
                version: 1.2.3
                precision: fp32
                max-length: 16
                files:
                  - {path: model.onnx, sha256: %s}
                  - {path: tokenizer.json, sha256: %s}
                tasks:
                  - {name: mood, kind: text-classification, output: logits, activation: sigmoid, labels: [bad, good]}
                """.formatted(plain.graph().sha256(), plain.tokenizer().sha256());
        write(yaml);
        ModelPackage model = ModelPackage.read(folder);
        assertEquals("tiny 1.2.3", model.name() + " " + model.version());
        assertEquals(Activation.SIGMOID, model.tasks().get(0).activation());
        assertEquals(List.of("bad", "good"), model.tasks().get(0).spec().labels());

        write(yaml.replace("max-length", "max-lenght"));
        refuses("max-lenght", "max-length");
        write(yaml.replace("sigmoid", "sigmoidal"));
        refuses("tasks[0].activation", "sigmoidal", "softmax");
        write(yaml.replace("labels: [bad, good]", "labels: []"));
        refuses("tasks[0].labels");
        write(yaml.replace(plain.graph().sha256(), "0".repeat(64)));
        refuses("model.onnx", plain.graph().sha256(), "0".repeat(64));
        write(yaml.replace("model.onnx", "missing.onnx"));
        refuses("missing.onnx", "is missing");
        write(yaml.replace("path: model.onnx", "path: ../model.onnx"));
        refuses("outside");
        write("name: [");
        refuses("not YAML");
    }

    @Test
    void saysHowToMakeAPackageWhoseWeightsDidNotComeAlong() throws IOException {
        ModelPackage plain = TinyModel.classifier(folder, 16);
        write("""
                name: tiny
                version: 1.2.3
                precision: fp32
                max-length: 16
                built-by: make tiny
                files:
                  - {path: model.onnx, sha256: %s}
                  - {path: tokenizer.json, sha256: %s}
                tasks:
                  - {name: mood, kind: text-classification, output: logits, labels: [bad, good]}
                """.formatted(plain.graph().sha256(), plain.tokenizer().sha256()));
        assertEquals("tiny", ModelPackage.read(folder).name());
        Files.delete(folder.resolve("model.onnx"));
        RuntimeException refusal = assertThrows(UnbuiltPackageException.class, () -> ModelPackage.read(folder));
        String end = "model.onnx is not there: this package is made by `make tiny`";
        assertTrue(refusal.toString().endsWith(end), refusal.toString());
    }

    @Test
    void readsATemperatureAndRefusesWhatIsNone() throws IOException {
        ModelPackage plain = TinyModel.classifier(folder, 16);
        String yaml = """
                name: tiny
                version: 1.2.3
                precision: fp32
                max-length: 16
                files:
                  - {path: model.onnx, sha256: %s}
                  - {path: tokenizer.json, sha256: %s}
                tasks:
                  - {name: mood, kind: text-classification, output: logits, labels: [bad, good]}
                """.formatted(plain.graph().sha256(), plain.tokenizer().sha256());
        write(yaml);
        ModelPackage without = ModelPackage.read(folder);
        assertEquals(1, without.tasks().get(0).temperature());
        write(yaml.replace("output: logits", "output: logits, temperature: 1.37"));
        ModelPackage with = ModelPackage.read(folder);
        assertEquals(1.37, with.tasks().get(0).temperature());
        assertNotEquals(without.digest(), with.digest());
        write(yaml.replace("output: logits", "output: logits, temperature: 2"));
        assertEquals(2, ModelPackage.read(folder).tasks().get(0).temperature());

        for (String wrong : new String[] {"0", "-1.5", ".inf", ".nan", "1e999", "warm", "[1]"}) {
            write(yaml.replace("output: logits", "output: logits, temperature: " + wrong));
            refuses("model.yaml: tasks[0].temperature", "'mood'", "positive finite number");
        }
        write(yaml.replace(
                "kind: text-classification, output: logits, labels: [bad, good]",
                "kind: question-answering, output: [start, end], temperature: 1.02"));
        assertEquals(1.02, ModelPackage.read(folder).tasks().get(0).temperature());
        write(yaml.replace("output: logits", "output: logits, activation: none, temperature: 2"));
        refuses("tasks[0].temperature", "'mood'", "no meaning");
    }

    @Test
    void findsModelsByNameOrPathAndListsWhatThereIs() throws IOException {
        Path tiny = Files.createDirectories(folder.resolve("models/tiny"));
        TinyModel.classifier(tiny, 16);
        Catalog catalog = new Catalog(List.of(folder.resolve("absent"), folder.resolve("models")));
        assertEquals(tiny, catalog.resolve("tiny"));
        assertEquals(tiny, catalog.resolve(tiny.toString()));
        assertMentions(assertThrows(ModelPackageException.class, () -> catalog.resolve("huge")), "'huge'", "[tiny]");
    }

    private void config(String more) throws IOException {
        Files.writeString(
                folder.resolve("config.json"),
                "{\"architectures\": [\"BertForSequenceClassification\"], %s}".formatted(more));
    }

    private void write(String yaml) throws IOException {
        Files.writeString(folder.resolve(ModelPackage.DESCRIPTION), yaml);
    }

    private void refuses(String... mentioned) {
        assertMentions(
                assertThrows(ModelPackageException.class, () -> ModelPackage.read(folder)
                        .verifyFiles()),
                mentioned);
    }

    private static void assertMentions(Exception failure, String... mentioned) {
        for (String part : mentioned) {
            assertTrue(String.valueOf(failure.getMessage()).contains(part), failure.getMessage());
        }
    }
}

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exports as others make them: where their graphs lie, and what their outputs are called. */
class PlainFolderTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writesAModelWithoutAGraph() throws IOException {
        TinyModel.classifier(folder, 16);
        Files.delete(folder.resolve("model.onnx"));
        Files.createDirectory(folder.resolve("onnx"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model.onnx                                      | fp32           | model.onnx",
                "onnx/model.onnx                                 | fp32           | onnx/model.onnx",
                "model_quantized.onnx                            | q8             | model_quantized.onnx",
                "onnx/model_fp16.onnx onnx/model_int8.onnx       | int8,fp16      | onnx/model_int8.onnx",
                "onnx/model.onnx onnx/model_q4.onnx              | fp32,q4        | onnx/model.onnx",
                "onnx/model_O4.onnx onnx/model_qint8_avx512.onnx | o4,qint8_avx512 | onnx/model_O4.onnx",
                "all-minilm.onnx                                 | fp32           | all-minilm.onnx"
            })
    void findsTheGraphsAndTakesTheMostPreciseOne(String names, String precisions, String expected) throws IOException {
        for (String name : names.strip().split(" ", -1)) {
            write(name, TinyGraph.ofTexts(TinyModel.VOCABULARY, 2));
        }
        ModelPackage model = ModelPackage.read(folder);
        assertEquals(expected.strip(), model.graph().name());
        assertEquals(List.of(precisions.strip().split(",")), model.precisions());
        assertEquals(model.precisions().get(0), model.precision());
    }

    @Test
    void takesAnotherGraphWhenAsked() throws IOException {
        write("onnx/model.onnx", TinyGraph.ofTexts(TinyModel.VOCABULARY, 2));
        write(
                "onnx/model_quantized.onnx",
                TinyGraph.ofTexts(TinyModel.VOCABULARY, 2).opset(13));
        ModelPackage model = ModelPackage.read(folder).withTaskName("mood");
        ModelPackage small = model.withPrecision("int8");
        assertEquals("onnx/model_quantized.onnx", small.graph().name());
        assertEquals("mood", small.tasks().get(0).spec().name());
        assertNotEquals(model.digest(), small.digest());
        assertMentions(
                assertThrows(ModelPackageException.class, () -> model.withPrecision("fp16")), "'fp16'", "[fp32, q8]");
    }

    @Test
    void doesNotGuessBetweenGraphsOfOtherNames() throws IOException {
        write("encoder.onnx", TinyGraph.ofTexts(TinyModel.VOCABULARY, 2));
        write("decoder.onnx", TinyGraph.ofTexts(TinyModel.VOCABULARY, 2));
        assertMentions(
                assertThrows(ModelPackageException.class, () -> ModelPackage.read(folder)),
                "encoder.onnx",
                "decoder.onnx");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ForSequenceClassification | texts  | output_0                                       | output_0",
                "ForTokenClassification    | tokens | output_0                                       | output_0",
                "ForMaskedLM               | tokens | prediction                                     | prediction",
                "ForQuestionAnswering      | texts  | output_0 output_1                              | output_0 output_1",
                "ForQuestionAnswering      | texts  | output_end output_start                        | output_start output_end",
                "ForQuestionAnswering      | texts  | start_logits end_logits more                   | start_logits end_logits",
                "Model                     | tokens | token_embeddings sentence_embedding            | sentence_embedding",
                "Model                     | tokens | last_hidden_state pooler_output                | last_hidden_state",
                "Model                     | tokens | output_0                                       | output_0",
                "Model                     | texts  | output                                         | output"
            })
    void findsOutputsByNameElseByShape(String architecture, String of, String outputs, String expected)
            throws IOException {
        Files.writeString(
                folder.resolve("config.json"),
                "{\"architectures\": [\"Tiny%s\"], \"num_labels\": 2}".formatted(architecture.strip()));
        TinyGraph graph = of.strip().equals("texts")
                ? TinyGraph.ofTexts(TinyModel.VOCABULARY, 2)
                : TinyGraph.ofTokens(TinyModel.VOCABULARY, 2);
        write("model.onnx", graph.outputs(outputs.strip().split(" ")));
        assertEquals(
                List.of(expected.strip().split(" ")), ModelPackage.read(folder).outputs());
    }

    @ParameterizedTest
    @CsvSource({"ForSequenceClassification, a b", "ForSequenceClassification, a b c", "ForQuestionAnswering, a"})
    void doesNotGuessBetweenOutputsOfTheSameShape(String architecture, String outputs) throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"architectures\": [\"Tiny%s\"]}".formatted(architecture));
        write("model.onnx", TinyGraph.ofTexts(TinyModel.VOCABULARY, 2).outputs(outputs.split(" ")));
        assertMentions(
                assertThrows(ModelPackageException.class, () -> ModelPackage.read(folder)),
                "model.onnx",
                "a float [?, 2]",
                "logits");
    }

    @Test
    void readsATaskOfEveryKindFromAModelYaml() throws IOException {
        write("model.onnx", TinyGraph.ofTokens(TinyModel.VOCABULARY, 2).outputs("start", "end", "vectors"));
        write("small.onnx", TinyGraph.ofTokens(TinyModel.VOCABULARY, 2).outputs("start", "end", "vectors"));
        String yaml = """
                name: tiny
                version: 1.0.0
                precision: int8
                max-length: 16
                vocabulary: %d
                files:
                  - {path: model.onnx, sha256: %s}
                  - {path: small.onnx, sha256: %s}
                  - {path: tokenizer.json, sha256: %s}
                graphs:
                  - {precision: fp32, path: model.onnx}
                  - {precision: int8, path: small.onnx}
                tasks:
                  - {name: answer, kind: question-answering, output: [start, end]}
                  - {name: fill, kind: fill-mask, output: vectors}
                  - {name: vector, kind: sentence-embedding, output: vectors, pooling: cls, normalize: false}
                """.formatted(
                        TinyModel.VOCABULARY, digest("model.onnx"), digest("small.onnx"), digest("tokenizer.json"));
        yaml(yaml);
        ModelPackage model = ModelPackage.read(folder);
        assertEquals("small.onnx", model.graph().name());
        assertEquals(List.of("fp32", "int8"), model.precisions());
        assertEquals("model.onnx", model.withPrecision("fp32").graph().name());
        assertEquals(
                List.of(TaskSpec.Kind.QUESTION_ANSWERING, TaskSpec.Kind.FILL_MASK, TaskSpec.Kind.SENTENCE_EMBEDDING),
                model.tasks().stream().map(head -> head.spec().kind()).toList());
        assertEquals(new Pooling(Pooling.Mode.CLS, false), model.tasks().get(2).pooling());
        assertEquals(List.of("start", "end", "vectors"), model.outputs());

        yaml(yaml.replace("output: [start, end]", "output: start"));
        refuses("tasks[0].output");
        yaml(yaml.replace("kind: fill-mask", "kind: redaction"));
        refuses("tasks[1].kind", "redaction");
        yaml(yaml.replace("pooling: cls", "pooling: median"));
        refuses("tasks[2].pooling", "mean-sqrt-len");
        yaml(yaml.replace("normalize: false", "normalize: often"));
        refuses("tasks[2].normalize");
        yaml(yaml.replace("output: vectors}", "output: vectors, labels: [a]}"));
        refuses("tasks[1].labels");
        yaml(yaml.replace("precision: int8\n", "precision: fp16\n"));
        refuses("precision", "fp16", "[fp32, int8]");
        yaml(yaml.replace("{precision: fp32, path: model.onnx}", "{precision: fp32, path: other.onnx}"));
        refuses("graphs[0].path", "other.onnx");
        yaml(yaml.replace("max-length: 16", "max-length: 1000000000"));
        refuses("max-length");
        yaml(yaml.replace("vocabulary: " + TinyModel.VOCABULARY, "vocabulary: 7"));
        refuses("tokenizer.json", "104");
    }

    private String digest(String name) {
        return PackageFile.of(folder, name).sha256();
    }

    private void yaml(String content) throws IOException {
        Files.writeString(folder.resolve("model.yaml"), content);
    }

    private void refuses(String... mentioned) {
        assertMentions(assertThrows(ModelPackageException.class, () -> ModelPackage.read(folder)), mentioned);
    }

    private void write(String name, TinyGraph graph) throws IOException {
        Files.write(folder.resolve(name), graph.bytes());
    }

    private static void assertMentions(Exception failure, String... mentioned) {
        for (String part : mentioned) {
            assertTrue(String.valueOf(failure.getMessage()).contains(part), failure.getMessage());
        }
    }
}

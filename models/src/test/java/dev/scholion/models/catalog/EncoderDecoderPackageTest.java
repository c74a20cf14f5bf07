package dev.scholion.models.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.TaskSpec;
import dev.scholion.models.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncoderDecoderPackageTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "onnx/"})
    void readsAPlainFolderWithItsTwoGraphs(String place) throws IOException {
        TinyModel.generator(folder, 16, "{}");
        Files.createDirectories(folder.resolve(place));
        for (String name : List.of("encoder_model.onnx", "decoder_model.onnx")) {
            Files.move(folder.resolve(name), folder.resolve(place + name));
        }
        ModelPackage model = ModelPackage.read(folder);
        assertEquals(TaskSpec.Kind.TEXT_GENERATION, model.tasks().get(0).spec().kind());
        assertEquals(place + "encoder_model.onnx", model.graph().name());
        assertEquals(place + "decoder_model.onnx", model.decoder().orElseThrow().name());
        assertTrue(model.file("generation_config.json").isPresent());
    }

    @Test
    void takesMariansClassForAModelThatWrites() throws IOException {
        TinyModel.generator(folder, 16, "{}");
        Files.writeString(folder.resolve("config.json"), "{\"architectures\": [\"MarianMTModel\"]}");
        assertEquals(
                TaskSpec.Kind.TEXT_GENERATION,
                ModelPackage.read(folder).tasks().get(0).spec().kind());
    }

    @ParameterizedTest
    @ValueSource(strings = {"decoder_model.onnx", "generation_config.json"})
    void isAnotherModelWithAnotherFile(String name) throws IOException {
        String before = TinyModel.generator(folder, 16, "{}").digest();
        Files.writeString(folder.resolve(name), "{ }");
        assertNotEquals(before, ModelPackage.read(folder).digest());
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        TinyModel.generator(folder, 16, "{}");
        Files.delete(folder.resolve("decoder_model.onnx"));
        String message = String.valueOf(assertThrows(ModelPackageException.class, () -> ModelPackage.read(folder))
                .getMessage());
        assertTrue(message.contains("has no encoder_model.onnx with its decoder_model.onnx"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text2text-generation", "text-generation"})
    void readsAPackageOfOurs(String kind) throws IOException {
        TinyModel.generator(folder, 16, "{}");
        describe(kind, "encoder_model.onnx", "decoder_model.onnx");
        ModelPackage model = ModelPackage.read(folder);
        assertEquals("encoder_model.onnx", model.graph().name());
        assertEquals("decoder_model.onnx", model.decoder().orElseThrow().name());
        TaskSpec spec = model.tasks().get(0).spec();
        assertEquals(TaskSpec.Kind.TEXT_GENERATION, spec.kind());
        assertEquals("summary", spec.name());
        assertEquals(List.of(), spec.labels());
    }

    @Test
    void doesNotGuessAmongOtherGraphs() throws IOException {
        TinyModel.generator(folder, 16, "{}");
        Files.writeString(folder.resolve("other.onnx"), "no graph");
        describe("text2text-generation", "encoder_model.onnx", "other.onnx");
        assertThrows(ModelPackageException.class, () -> ModelPackage.read(folder));
    }

    private void describe(String kind, String... graphs) throws IOException {
        String files = Stream.concat(
                        Stream.of("config.json", "generation_config.json", "tokenizer.json"), Stream.of(graphs))
                .map(name -> "  - {path: %s, sha256: %s}"
                        .formatted(name, PackageFile.of(folder, name).sha256()))
                .collect(Collectors.joining("\n"));
        Files.writeString(folder.resolve("model.yaml"), """
                name: tiny
                version: 1.0.0
                precision: fp32
                max-length: 16
                vocabulary: 105
                files:
                %s
                tasks:
                  - {name: summary, kind: %s, output: logits}
                """.formatted(files, kind));
    }
}

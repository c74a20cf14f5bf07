package dev.scholion.models.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.text.Encoding;
import dev.scholion.models.text.TextTokenizer;
import dev.scholion.models.text.Window;
import dev.scholion.models.verify.ModelVerifier;
import dev.scholion.models.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A package whose stored answers are the reference's passes its verification, and one whose are others does not. */
class StoredAnswersTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"bert-qa", "bert-fillmask"})
    void comparesAnswersAndMasks(String name) throws IOException {
        Optional<ParityCase> found =
                ParityCase.all().filter(each -> each.name().equals(name)).findFirst();
        if (found.isEmpty()) {
            System.out.println("SKIPPED: no parity case " + name + " at " + ParityCase.root());
        }
        assumeTrue(found.isPresent(), "no parity case " + name);
        for (String file : List.of("config.json", "tokenizer.json", "tokenizer_config.json", "model.onnx")) {
            Files.copy(found.get().folder().resolve(file), folder.resolve(file));
        }
        JsonNode line = found.get().lines().get(0);
        Verification right = verified(line, 0);
        assertEquals(List.of(), right.differences());
        assertEquals(List.of(), right.notCompared());
        assertTrue(verified(line, 0.01).differences().toString().contains("score"));
    }

    /** @param off what the stored scores are wrong by */
    private Verification verified(JsonNode line, double off) throws IOException {
        JsonNode input = line.path("input");
        boolean asks = input.has("question");
        String text = asks ? input.path("context").asText() : input.asText();
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("tolerance", 0.001);
        ObjectNode golden = root.putArray("cases").addObject().put("text", text);
        ObjectNode tasks = golden.putObject("tasks");
        if (asks) {
            ObjectNode answer = tasks.putObject("answer");
            answer.setAll((ObjectNode) line.path("output"));
            answer.set("question", input.path("question"));
            answer.put("score", line.path("output").path("score").asDouble() + off);
        } else {
            ArrayNode fills = tasks.putObject("fill-mask").putArray("fills");
            line.path("output").forEach(fill -> fills.addObject()
                    .put("token", fill.path("token").asInt())
                    .put("score", fill.path("score").asDouble() + off));
        }
        ModelPackage model = ModelPackage.read(folder);
        putTokens(golden, model, text);
        Files.writeString(folder.resolve("golden.json"), root.toString());
        return ModelVerifier.verify(ModelPackage.read(folder));
    }

    private static void putTokens(ObjectNode golden, ModelPackage model, String text) {
        try (TextTokenizer tokenizer = TextTokenizer.open(model, true)) {
            Encoding encoding = tokenizer.encode(text);
            Window window = tokenizer.windows(model.window(), 0).of(encoding).get(0);
            ArrayNode ids = golden.putArray("ids");
            ArrayNode offsets = golden.putArray("offsets");
            for (int column = 0; column < window.row().length(); column++) {
                ids.add(window.row().id(column));
                int token = column - window.column();
                boolean ofText = token >= 0 && token < window.length();
                offsets.addArray().add(ofText ? encoding.start(token) : 0).add(ofText ? encoding.end(token) : 0);
            }
        }
    }
}

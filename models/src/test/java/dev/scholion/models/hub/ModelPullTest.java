package dev.scholion.models.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.catalog.UserCatalog;
import dev.scholion.models.testing.TinyGraph;
import dev.scholion.models.testing.TinyModel;
import dev.scholion.models.verify.ModelChecks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelPullTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HubReference TINY = HubReference.parse("hf:ada/tiny");

    @TempDir
    private Path folder;

    private FakeHub hub;
    private byte[] graph = new byte[0];

    @BeforeEach
    void putsATinyModelOnTheHub() throws IOException {
        hub = new FakeHub();
        Path source = Files.createDirectory(folder.resolve("source"));
        TinyModel.classifier(source, 16);
        for (String name : List.of("config.json", "tokenizer.json")) {
            hub.files.put(name, Files.readAllBytes(source.resolve(name)));
        }
        graph = Files.readAllBytes(source.resolve("model.onnx"));
        hub.files.put("onnx/model.onnx", graph);
        hub.files.put("pytorch_model.bin", new byte[1000]);
    }

    @AfterEach
    void closesTheHub() {
        hub.close();
    }

    @Test
    void bringsWhatIsNeededAndHoldsItToItsDigests() throws IOException {
        ModelPackage model = pull(Optional.empty());
        assertEquals(root().resolve("tiny"), model.folder());
        assertArrayEquals(graph, model.graph().verifiedBytes());
        assertFalse(Files.exists(model.folder().resolve("pytorch_model.bin")));
        assertEquals("hf:ada/tiny@" + FakeHub.COMMIT, model.lock().orElseThrow().source());
        byte[] flipped = graph.clone();
        flipped[flipped.length / 2] ^= 1;
        Files.write(model.graph().path(), flipped);
        assertThrows(ModelPackageException.class, () -> ModelPackage.read(model.folder())
                .verifyFiles());
    }

    @Test
    void goesOnWhereTheConnectionBroke() {
        hub.storageFaults.add(FakeHub.cutAfter(100));
        pull(Optional.empty());
        assertEquals(
                List.of(Optional.empty(), Optional.of("bytes=100-")),
                storageRequests().map(FakeHub.Request::range).toList());
        assertEquals(List.of(Duration.ofSeconds(1)), hub.waits);
    }

    @Test
    void goesOnInTheNextRunWithWhatTheLastOneLeft() {
        for (int i = 0; i < 2; i++) {
            hub.storageFaults.add(FakeHub.cutAfter(100));
        }
        for (int i = 0; i < 3; i++) {
            hub.storageFaults.add(FakeHub.status(503));
        }
        assertThrows(HubException.class, () -> pull(Optional.empty()));
        pull(Optional.empty());
        assertEquals(
                Optional.of("bytes=100-"),
                storageRequests().reduce((a, b) -> b).orElseThrow().range());
    }

    @Test
    void doesNotWaitForEverForBytes() {
        hub.storageFaults.add(hub.silentAfter(100));
        pull(Duration.ofSeconds(1), Optional.empty(), Optional.empty());
        assertEquals(2, storageRequests().count());
    }

    @Test
    void beginsAnewWhenTheFileIsAnotherOne() throws IOException {
        hub.storageFaults.add(FakeHub.cutAfter(100));
        hub.storageFaults.add((exchange, content) -> {
            assertEquals(
                    '"' + FakeHub.sha256(content) + '"',
                    exchange.getRequestHeaders().getFirst("If-Range"));
            exchange.getResponseHeaders().set("ETag", "\"new\"");
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        });
        assertArrayEquals(graph, pull(Optional.empty()).graph().verifiedBytes());
    }

    @Test
    void refusesBytesThatAreNotThePromisedOnes() throws IOException {
        byte[] other = graph.clone();
        other[10] ^= 1;
        hub.storageFaults.add(FakeHub.instead(other));
        assertMentions(assertThrows(HubException.class, () -> pull(Optional.empty())), "onnx/model.onnx", "sha256");
        hub.storageFaults.add(FakeHub.instead(new byte[graph.length + 1]));
        assertMentions(assertThrows(HubException.class, () -> pull(Optional.empty())), "onnx/model.onnx", "promised");
        assertFalse(Files.exists(root().resolve("tiny")));
        pull(Optional.empty()); // and nothing of it stayed behind
        assertEquals(List.of("tiny"), visible());
    }

    @Test
    void tellsTheTokenToTheHubAlone() {
        pull(PATIENCE, Optional.of("hf_secret"), Optional.empty());
        assertTrue(hub.requests.stream()
                .filter(request -> request.server().equals("hub"))
                .allMatch(request -> request.authorization().equals(Optional.of("Bearer hf_secret"))));
        assertTrue(storageRequests().count() > 0);
        assertTrue(storageRequests().allMatch(request -> request.authorization().isEmpty()));
    }

    @ParameterizedTest
    @CsvSource({"401, HF_TOKEN", "403, gated", "404, none at this revision", "410, 410"})
    void saysWhyTheHubRefuses(int status, String expected) {
        hub.listingFaults.add(FakeHub.status(status));
        HubException failure =
                assertThrows(HubException.class, () -> pull(PATIENCE, Optional.of("hf_secret"), Optional.empty()));
        assertMentions(failure, "hf:ada/tiny@main", expected);
        assertFalse(String.valueOf(failure.getMessage()).contains("hf_secret"));
        assertEquals(List.of(), hub.waits);
    }

    @Test
    void waitsAsLongAsTheHubAsks() {
        hub.listingFaults.add(FakeHub.status(429, "Retry-After", "7"));
        hub.listingFaults.add(FakeHub.status(500));
        pull(Optional.empty());
        assertEquals(List.of(Duration.ofSeconds(7), Duration.ofSeconds(2)), hub.waits);
    }

    @Test
    void givesUpAfterSomeAttempts() {
        for (int i = 0; i < 3; i++) {
            hub.listingFaults.add(FakeHub.status(500));
        }
        assertMentions(assertThrows(HubException.class, () -> pull(Optional.empty())), "500");
        assertEquals(2, hub.waits.size());
    }

    @Test
    void takesTheGraphOfThePrecision() throws IOException {
        hub.files.put(
                "onnx/model_fp16.onnx",
                TinyGraph.ofTexts(TinyModel.VOCABULARY, 2)
                        .outputType(TinyGraph.FLOAT16)
                        .bytes());
        hub.files.put("onnx/model_quantized.onnx", graph);
        HubException failure = assertThrows(HubException.class, () -> pull(Optional.of("int4")));
        assertMentions(failure, "int4", "[fp32, q8, fp16]");
        assertEquals("fp16", pull(Optional.of("fp16")).precision());
        assertEquals(
                "q8",
                new ModelPull(
                                hub.client(PATIENCE, Optional.empty()),
                                new UserCatalog(root()),
                                (file, received, size) -> {})
                        .pull(TINY, Optional.of("int8"), "small", false, model -> {})
                        .precision());
    }

    @Test
    void bringsTheWeightsThatLieBesideTheGraph() {
        TinyGraph graphBeside = TinyGraph.ofTexts(TinyModel.VOCABULARY, 2).external("model.onnx_data");
        hub.files.put("onnx/model.onnx", graphBeside.bytes());
        assertMentions(assertThrows(HubException.class, () -> pull(Optional.empty())), "onnx/model.onnx_data");
        hub.files.put("onnx/model.onnx_data", graphBeside.weights());
        assertEquals(
                "onnx/model.onnx_data", pull(Optional.empty()).external().get(0).name());
    }

    @Test
    void saysHowToMakeTheGraphThatIsNotThere() {
        hub.files.remove("onnx/model.onnx");
        assertMentions(assertThrows(HubException.class, () -> pull(Optional.empty())), "no ONNX", "export.py");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../.bashrc", "/etc/passwd", "onnx\\..\\model.onnx", "onnx//model.onnx"})
    void refusesNamesOutsideOfTheFolder(String name) {
        hub.files.put(name, new byte[1]);
        assertMentions(assertThrows(HubException.class, () -> pull(Optional.empty())), name, "outside");
    }

    @Test
    void keepsNothingOfAModelThatDoesNotWork() {
        hub.files.put(
                "onnx/model.onnx", TinyGraph.ofTexts(TinyModel.VOCABULARY, 3).bytes());
        assertThrows(ModelPackageException.class, () -> pull(Optional.empty()));
        assertEquals(List.of(), visible());
    }

    @Test
    void asksNobodyWhenOffline() {
        HubAccess offline = HubAccess.of(Map.of("HF_HUB_OFFLINE", "1", "HF_ENDPOINT", hub.endpoint()));
        HubClient client = new HubClient(offline, Retries.USUAL);
        assertMentions(assertThrows(HubException.class, () -> client.list(TINY)), "HF_HUB_OFFLINE");
        assertEquals(List.of(), hub.requests);
    }

    @Test
    void readsReferencesAndItsEnvironment() {
        assertEquals(new HubReference("ada/tiny", "refs/pr/1"), HubReference.parse("hf:ada/tiny@refs/pr/1"));
        for (String wrong : List.of("ada/tiny", "hf:", "hf:a/b/c", "hf:../x", "hf:a/b@../x", "hf:a/b@")) {
            assertThrows(HubException.class, () -> HubReference.parse(wrong), wrong);
        }
        HubAccess access = HubAccess.of(Map.of("HF_ENDPOINT", "https://mirror.example/hf/", "HF_TOKEN", "secret"));
        assertEquals("https://mirror.example/hf with a token", access.toString());
        assertThrows(HubException.class, () -> HubAccess.of(Map.of("HF_ENDPOINT", "mirror.example")));
        assertThrows(HubException.class, () -> HubAccess.of(Map.of("HF_TOKEN", "a\nb: c")));
    }

    private ModelPackage pull(Optional<String> precision) {
        return pull(PATIENCE, Optional.empty(), precision);
    }

    private ModelPackage pull(Duration patience, Optional<String> token, Optional<String> precision) {
        return new ModelPull(hub.client(patience, token), new UserCatalog(root()), (file, received, size) -> {})
                .pull(TINY, precision, "tiny", false, model -> new ModelChecks(model).requireLoadable());
    }

    private Path root() {
        return folder.resolve("models");
    }

    private List<String> visible() {
        try (Stream<Path> children = Files.list(root())) {
            return children.map(child -> String.valueOf(child.getFileName()))
                    .filter(name -> !name.startsWith("."))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stream<FakeHub.Request> storageRequests() {
        return List.copyOf(hub.requests).stream()
                .filter(request -> request.server().equals("storage"));
    }

    private static void assertMentions(Exception failure, String... mentioned) {
        for (String part : mentioned) {
            assertTrue(String.valueOf(failure.getMessage()).contains(part), failure.getMessage());
        }
    }
}

package dev.scholion.models.tensorrt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.EngineException;
import dev.scholion.models.batch.BudgetOverride;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.engine.Engine;
import dev.scholion.models.engine.EngineChoice;
import dev.scholion.models.engine.EngineOptions;
import dev.scholion.models.engine.EngineRequest;
import dev.scholion.models.engine.EngineShapes;
import dev.scholion.models.engine.OnnxCpuProvider;
import dev.scholion.models.engine.TensorRtOptions;
import dev.scholion.models.engine.TensorRtOptions.Precision;
import dev.scholion.models.engine.TensorRtOptions.WhileBuilding;
import dev.scholion.models.gpu.Gpu;
import dev.scholion.models.gpu.Gpus;
import dev.scholion.models.process.ChildJvm;
import dev.scholion.models.process.ParentWatch;
import dev.scholion.models.testing.TinyGraph;
import dev.scholion.models.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorRtProviderTest {
    private static final Gpu H200 = new Gpu(0, "NVIDIA H200", 9, 0, 141L << 30);

    @TempDir
    private Path folder;

    private ModelPackage model;
    private Gpus gpus = new Gpus(List.of(H200), 12060, Optional.empty());
    private final FakeDevice device = new FakeDevice(1L << 26);
    private final FakeTensorRt tensorRt = new FakeTensorRt(device);
    private final List<BuildOrder> built = new ArrayList<>();
    private EngineBuilder builder = (order, file, limit) -> {
        built.add(order);
        write(order.plan(), ("plan " + built.size()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    };
    private final TensorRtProvider provider = new TensorRtProvider(
            () -> gpus, libraries -> tensorRt, index -> device, () -> (o, f, l) -> builder.build(o, f, l));

    @BeforeEach
    void writeFiles() throws IOException {
        Files.createDirectories(folder.resolve("model"));
        model = TinyModel.classifier(folder.resolve("model"), 100);
        tensorRt.profiles = 3;
        for (String library :
                List.of("libnvinfer.so.10", "libnvonnxparser.so.10", "libnvinfer_builder_resource.so.10.6.0")) {
            library(library);
        }
    }

    private Path library(String name) throws IOException {
        return Files.write(Files.createDirectories(folder.resolve("libraries")).resolve(name), new byte[] {1});
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private EngineOptions options(Precision precision) {
        return EngineOptions.automatic()
                .withTensorRt(new TensorRtOptions(
                        precision,
                        1,
                        folder.resolve("libraries"),
                        folder.resolve("cache"),
                        true,
                        WhileBuilding.WAIT,
                        Duration.ofMinutes(1)));
    }

    private EngineRequest request(Precision precision) {
        return new EngineRequest(model, EngineShapes.of(model, BudgetOverride.NONE), options(precision));
    }

    private EngineRequest request() {
        return request(Precision.FP16);
    }

    private String unavailable() {
        return provider.unavailable(options(Precision.FP16)).orElse("");
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        assertEquals("", unavailable());
        Files.delete(folder.resolve("libraries/libnvinfer.so.10"));
        assertMentions(unavailable(), "libraries", "libnvinfer.so.10");
        library("libnvinfer.so.11");
        assertMentions(unavailable(), "libnvinfer.so.11", "another major version");
        gpus = new Gpus(List.of(new Gpu(0, "Tesla V100", 7, 0, 1 << 30)), 12060, Optional.empty());
        assertMentions(unavailable(), "V100", "7.5");
        gpus = new Gpus(List.of(H200), 11080, Optional.empty());
        assertMentions(unavailable(), "CUDA 11.8");
        gpus = new Gpus(List.of(), 0, Optional.of("no driver"));
        assertEquals("no GPU: no driver", unavailable());
        assertMentions(provider.unavailable(EngineOptions.automatic()).orElse(""), "no driver");
        EngineException failure = assertThrows(EngineException.class, () -> provider.open(request()));
        assertMentions(failure, "no driver");
    }

    @Test
    void buildsAnEngineOnceAndFindsItAgain() {
        assertFalse(provider.isReady(request()));
        try (Engine engine = provider.open(request())) {
            assertEquals("tensorrt 10.6.0 fp16 on NVIDIA H200", engine.description());
            assertEquals(Optional.of("fp16"), engine.precision());
            assertEquals(OptionalInt.of(1), engine.lanes());
        }
        assertTrue(provider.isReady(request()));
        provider.open(request()).close();
        assertEquals(1, built.size());
        assertArrayEquals("plan 1".getBytes(java.nio.charset.StandardCharsets.UTF_8), tensorRt.loaded);
        BuildOrder order = built.get(0);
        assertEquals(List.of("logits"), order.outputs());
        assertEquals(3, order.ranges().size());
        assertFalse(Files.exists(order.graph()), "the copy of the graph is gone");
        assertEquals(0, device.inUse());
        provider.open(request(Precision.FP32)).close();
        assertEquals(2, built.size());
    }

    @Test
    void buildsADamagedEngineAgain() throws IOException {
        provider.open(request()).close();
        try (var files = Files.list(folder.resolve("cache"))) {
            Path engine = files.filter(file -> file.toString().endsWith(".engine"))
                    .findFirst()
                    .orElseThrow();
            Files.write(engine, new byte[] {1, 2, 3});
        }
        provider.open(request()).close();
        assertEquals(2, built.size());
    }

    @Test
    void leavesNothingBehindAfterABuildThatFailed() throws IOException {
        EngineBuilder working = builder;
        builder = (order, file, limit) -> {
            throw new EngineException("no engine was built");
        };
        EngineException failure = assertThrows(EngineException.class, () -> provider.open(request()));
        assertMentions(failure, "no engine was built");
        try (var files = Files.list(folder.resolve("cache"))) {
            assertTrue(files.allMatch(file -> file.toString().endsWith(".lock")));
        }
        builder = working;
        provider.open(request()).close();
        assertEquals(1, built.size());
    }

    @Test
    void saysWhatBuildingNeedsAndNeedsItOnlyThen() throws IOException {
        provider.open(request()).close();
        Files.delete(folder.resolve("libraries/libnvinfer_builder_resource.so.10.6.0"));
        provider.open(request()).close();
        EngineException failure = assertThrows(EngineException.class, () -> provider.open(request(Precision.FP32)));
        assertMentions(failure, "libnvinfer_builder_resource");
        library("libnvinfer_builder_resource_sm90.so.10.16.2");
        provider.open(request(Precision.FP32)).close();
        gpus = new Gpus(List.of(new Gpu(0, "NVIDIA B200", 10, 0, 1L << 37)), 12080, Optional.empty());
        provider.open(request(Precision.FP16)).close();
        Files.delete(folder.resolve("libraries/libnvinfer_builder_resource_sm90.so.10.16.2"));
        library("libnvinfer_builder_resource.so.10.6.0");
        failure = assertThrows(EngineException.class, () -> provider.open(request(Precision.BF16)));
        assertMentions(failure, "10.6", "compute capability 10", "10.8");
    }

    @Test
    void givesWeightsBesideTheGraphToTheBuilderAsTheyWereChecked() throws IOException {
        TinyGraph graph = TinyGraph.ofTexts(TinyModel.VOCABULARY, 2).external("model.onnx_data");
        Files.write(folder.resolve("model/model.onnx_data"), graph.weights());
        Files.write(folder.resolve("model/model.onnx"), graph.bytes());
        model = ModelPackage.read(folder.resolve("model"));
        EngineBuilder working = builder;
        builder = (order, file, limit) -> {
            assertArrayEquals(graph.weights(), read(order.graph().resolveSibling("model.onnx_data")));
            assertArrayEquals(graph.bytes(), read(order.graph()));
            working.build(order, file, limit);
        };
        provider.open(request()).close();
        byte[] flipped = graph.weights();
        flipped[7] ^= 1;
        Files.write(folder.resolve("model/model.onnx_data"), flipped);
        ModelPackageException failure =
                assertThrows(ModelPackageException.class, () -> provider.open(request(Precision.FP32)));
        assertMentions(failure, "model.onnx_data", "sha256");
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void refusesGraphsForANumberOfRowsAndTakesThoseForALength() throws IOException {
        Files.write(
                folder.resolve("model/model.onnx"),
                TinyGraph.ofTexts(TinyModel.VOCABULARY, 2).fixed(1, 0).bytes());
        model = ModelPackage.read(folder.resolve("model"));
        ModelPackageException failure = assertThrows(ModelPackageException.class, () -> provider.open(request()));
        assertMentions(failure, "exactly 1 rows", "dynamic first axis");
        Files.write(
                folder.resolve("model/model.onnx"),
                TinyGraph.ofTexts(TinyModel.VOCABULARY, 2).fixed(0, 16).bytes());
        model = ModelPackage.read(folder.resolve("model"));
        tensorRt.columns = 16;
        tensorRt.profiles = 2;
        try (Engine engine = provider.open(request())) {
            assertEquals(OptionalInt.of(16), engine.fixedColumns());
        }
        assertEquals(16, built.get(0).ranges().get(0).minColumns());
    }

    @Test
    void fallsBackToTheNextEngineAndSaysWhy() {
        builder = (order, file, limit) -> {
            throw new EngineException("the builder died");
        };
        EngineChoice choice = new EngineChoice(List.of(provider, new OnnxCpuProvider()));
        try (Engine engine = choice.open(request())) {
            assertMentions(engine.description(), "onnxruntime-cpu");
        }
        EngineRequest pinned = request().on(EngineOptions.TENSORRT);
        assertMentions(assertThrows(EngineException.class, () -> choice.open(pinned)), "the builder died");
    }

    @Test
    void makesAnotherKeyOfEverythingThatAnEngineDependsOn() throws IOException {
        Profiles profiles = new Profiles(List.of(new ShapeRange(1, 2, 3, 4, 5)), false);
        Set<String> names = new HashSet<>();
        names.add(EngineKey.of(model, "10.6.0", H200, Precision.FP16, profiles).name());
        names.add(EngineKey.of(model, "10.7.0", H200, Precision.FP16, profiles).name());
        names.add(EngineKey.of(model, "10.6.0", H200, Precision.FP32, profiles).name());
        names.add(EngineKey.of(model, "10.6.0", new Gpu(0, "NVIDIA H100", 9, 0, 1), Precision.FP16, profiles)
                .name());
        names.add(EngineKey.of(
                        model,
                        "10.6.0",
                        H200,
                        Precision.FP16,
                        new Profiles(List.of(new ShapeRange(1, 2, 3, 4, 6)), false))
                .name());
        String same = EngineKey.of(model, "10.6.0", new Gpu(3, "NVIDIA H200", 9, 0, 1), Precision.FP16, profiles)
                .name();
        assertTrue(names.contains(same), "which of several equal GPUs does not matter");
        assertEquals(5, names.size());
        Files.write(
                folder.resolve("model/model.onnx"),
                TinyGraph.ofTexts(TinyModel.VOCABULARY, 2).producer("another").bytes());
        assertNotEquals(
                same,
                EngineKey.of(ModelPackage.read(folder.resolve("model")), "10.6.0", H200, Precision.FP16, profiles)
                        .name());
    }

    /** A builder that fails as its first argument's folder name says. */
    static final class FailingBuilder {
        public static void main(String[] arguments) throws Exception {
            ParentWatch.start();
            switch (BuildOrder.read(Path.of(arguments[0])).device()) {
                case 0 -> {
                    System.out.println("step: parsing");
                    System.out.println("In node 7: unsupported operator Foo");
                    System.out.flush();
                    Runtime.getRuntime().halt(BuilderMain.REFUSED);
                }
                case 1 -> {
                    System.out.println("ERROR Error Code 10: no kernel");
                    System.out.flush();
                    Runtime.getRuntime().halt(134);
                }
                default -> new CountDownLatch(1).await();
            }
        }
    }

    @Test
    void tellsARefusedGraphFromABuildThatFailedAndOneThatTookTooLong() {
        ChildBuilder child =
                new ChildBuilder(ChildJvm.running(FailingBuilder.class).with(BuildOrder.class));
        assertMentions(
                assertThrows(ModelPackageException.class, () -> build(child, 0, Duration.ofMinutes(2))),
                "does not take the graph",
                "operator Foo");
        assertMentions(
                assertThrows(EngineException.class, () -> build(child, 1, Duration.ofMinutes(2))),
                "signal 6",
                "no kernel");
        assertMentions(
                assertThrows(EngineException.class, () -> build(child, 2, Duration.ofSeconds(5))), "killed after 5 s");
    }

    private void build(ChildBuilder child, int device, Duration limit) {
        BuildOrder order = new BuildOrder(
                folder,
                device,
                folder.resolve("model.onnx"),
                List.of("logits", "other"),
                Precision.BF16,
                List.of(new ShapeRange(1, 2, 3, 4, 5), new ShapeRange(2, 2, 6, 7, 8)),
                folder.resolve("timings"),
                folder.resolve("plan"));
        child.build(order, folder.resolve("order"), limit);
    }

    @Test
    void readsBackAnOrderThatItWrites() throws IOException {
        BuildOrder order = new BuildOrder(
                Path.of("/opt/a = b"),
                3,
                Path.of("/tmp/ü.onnx"),
                List.of("logits", "other"),
                Precision.AS_IN_MODEL,
                List.of(new ShapeRange(1, 2, 3, 4, 5), new ShapeRange(2, 2, 6, 7, 8)),
                Path.of("timings"),
                Path.of("plan"));
        Path file = folder.resolve("order");
        order.write(file);
        assertEquals(order, BuildOrder.read(file));
    }

    private static void assertMentions(Exception failure, String... parts) {
        assertMentions(String.valueOf(failure.getMessage()), parts);
    }

    private static void assertMentions(String text, String... parts) {
        for (String part : parts) {
            assertTrue(text.contains(part), text);
        }
    }
}

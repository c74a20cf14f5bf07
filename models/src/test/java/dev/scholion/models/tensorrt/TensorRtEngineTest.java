package dev.scholion.models.tensorrt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.EngineException;
import dev.scholion.models.batch.BatchBudget;
import dev.scholion.models.batch.LengthBuckets;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.engine.Scores;
import dev.scholion.models.engine.TensorRtOptions;
import dev.scholion.models.engine.TokenBatch;
import dev.scholion.models.testing.TinyModel;
import dev.scholion.models.text.Row;
import dev.scholion.models.text.TextTokenizer;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorRtEngineTest {
    private static final long ROOM = 1L << 26;

    @TempDir
    private Path folder;

    private ModelPackage model;
    private TextTokenizer tokenizer;
    private FakeDevice device = new FakeDevice(ROOM);
    private FakeTensorRt tensorRt = new FakeTensorRt(device);

    @BeforeEach
    void readModel() {
        model = TinyModel.classifier(folder, 256);
        tokenizer = TextTokenizer.open(model);
    }

    @AfterEach
    void close() {
        tokenizer.close();
    }

    private TensorRtEngine open(int lanes, boolean graphs) {
        device.makeCurrent();
        Profiles profiles = Profiles.of(LengthBuckets.upTo(256), new BatchBudget(256, 16_384), false);
        tensorRt.profiles = profiles.ranges().size();
        TensorRtOptions usual = TensorRtOptions.defaults();
        TensorRtOptions options = new TensorRtOptions(
                usual.precision(),
                lanes,
                usual.libraries(),
                usual.cache(),
                graphs,
                usual.whileBuilding(),
                usual.buildTimeout());
        LoadedModel loaded = LoadedModel.of(model, tensorRt, device, tensorRt.load(ByteBuffer.allocate(0)), profiles);
        return new TensorRtEngine(loaded, options, "tensorrt 10.6.0 fp16", Optional.of("fp16"));
    }

    private TokenBatch batch(int columns, String... texts) {
        List<Row> rows = new ArrayList<>();
        for (String text : texts) {
            rows.add(tokenizer.windows(256, 0).of(tokenizer.encode(text)).get(0).row());
        }
        TokenBatch batch = new TokenBatch(Math.max(1, rows.size() * columns), 0);
        batch.fill(rows, columns);
        return batch;
    }

    /** Of the words w0 to w99: their ids with those of [CLS] and [SEP], and how many that is. */
    private static float[] expected(int... words) {
        float sum = TinyModel.CLS + TinyModel.SEP;
        for (int word : words) {
            sum += TinyModel.FIRST_WORD + word;
        }
        return new float[] {sum, words.length + 2};
    }

    private static void assertAnswers(List<Scores> answers, float[]... rows) {
        assertEquals(1, answers.size());
        assertEquals(rows.length, answers.get(0).rows());
        for (int row = 0; row < rows.length; row++) {
            assertArrayEquals(rows[row], answers.get(0).at(row, 0), 1e-6f);
        }
    }

    @Test
    void answersBatchesOfAllShapes() {
        try (TensorRtEngine engine = open(1, true)) {
            assertAnswers(engine.run(batch(8, "w1 w2", "w3")), expected(1, 2), expected(3));
            assertAnswers(engine.run(batch(200, "w1")), expected(1));
            assertAnswers(engine.run(batch(8, "w7", "w2", "w9")), expected(7), expected(2), expected(9));
            assertThrows(IllegalArgumentException.class, () -> engine.run(batch(257, "w1")));
            assertEquals(3, device.copiesOut, "one output is read");
            assertEquals(OptionalInt.of(1), engine.lanes());
            assertTrue(engine.masksPadding());
            assertTrue(engine.fixedColumns().isEmpty());
        }
        assertEquals(0, device.inUse());
        assertEquals(0, tensorRt.contexts.get());
        assertEquals(0, tensorRt.engines.get());
    }

    @Test
    void narrowsIdsAndWidensScoresAsTheGraphHasThem() {
        tensorRt.ids = TensorType.INT32;
        tensorRt.logits = TensorType.BFLOAT;
        tensorRt.columns = 8;
        try (TensorRtEngine engine = open(1, false)) {
            assertAnswers(engine.run(batch(8, "w1 w2")), expected(1, 2));
            assertEquals(OptionalInt.of(8), engine.fixedColumns());
        }
    }

    @Test
    void launchesASmallBatchAsARecordFromItsThirdTimeOn() {
        try (TensorRtEngine engine = open(1, true)) {
            for (int word = 1; word <= 5; word++) {
                assertAnswers(engine.run(batch(8, "w" + word)), expected(word));
            }
            assertEquals(3, device.launches);
            String[] many = new String[9];
            java.util.Arrays.fill(many, "w1");
            for (int i = 0; i < 3; i++) {
                engine.run(batch(8, many));
            }
            assertEquals(3, device.launches, "nine rows are no small batch");
            assertEquals(1, device.graphs());
        }
        assertEquals(0, device.inUse());
        assertEquals(0, tensorRt.contexts.get());
    }

    @Test
    void dropsRecordsWhoseMemoryMoved() {
        try (TensorRtEngine engine = open(1, true)) {
            engine.run(batch(8, "w1"));
            engine.run(batch(8, "w1"));
            assertEquals(1, device.graphs());
            String[] many = new String[256];
            java.util.Arrays.fill(many, "w4");
            engine.run(batch(64, many)); // needs larger buffers
            assertEquals(0, device.graphs());
            assertAnswers(engine.run(batch(8, "w3")), expected(3));
            assertAnswers(engine.run(batch(8, "w4")), expected(4));
        }
        assertEquals(0, device.inUse());
    }

    @Test
    void keepsABoundedNumberOfRecords() {
        try (TensorRtEngine engine = open(1, true)) {
            for (int columns = 4; columns < 64; columns++) {
                for (int i = 0; i < 3; i++) {
                    assertAnswers(engine.run(batch(columns, "w9")), expected(9));
                }
            }
            assertEquals(32, device.graphs());
            int launched = device.launches;
            engine.run(batch(63, "w9"));
            assertEquals(launched + 1, device.launches, "the newest is there");
            engine.run(batch(4, "w9"));
            assertEquals(launched + 1, device.launches, "the oldest is not");
        }
        assertEquals(0, device.inUse());
    }

    @Test
    void goesOnWithoutRecordsWhereTheyCannotBeMade() {
        device.capturing = false;
        try (TensorRtEngine engine = open(1, true)) {
            for (int i = 0; i < 4; i++) {
                assertAnswers(engine.run(batch(8, "w1")), expected(1));
            }
            assertEquals(0, device.graphs());
        }
        assertEquals(0, tensorRt.contexts.get());
    }

    @Test
    void tellsABatchThatIsTooLargeForTheMemoryAndTakesASmallerOne() {
        device = new FakeDevice(1 << 20);
        tensorRt = new FakeTensorRt(device);
        tensorRt.width = 100_000; // an output of 400 kB a row
        try (TensorRtEngine engine = open(1, true)) {
            EngineException failure =
                    assertThrows(EngineException.class, () -> engine.run(batch(8, "w1", "w2", "w3", "w4")));
            assertEquals(EngineException.Kind.OUT_OF_MEMORY, failure.kind());
            assertTrue(String.valueOf(failure.getMessage()).contains("'hidden'"), failure.getMessage());
            assertAnswers(engine.run(batch(8, "w1")), expected(1));
        }
        assertEquals(0, device.inUse());
    }

    @Test
    void refusesToStartWithMoreLanesThanHaveRoom() {
        device = new FakeDevice(2500);
        tensorRt = new FakeTensorRt(device);
        EngineException failure = assertThrows(EngineException.class, () -> open(4, true));
        assertEquals(EngineException.Kind.OUT_OF_MEMORY, failure.kind());
        assertTrue(String.valueOf(failure.getMessage()).contains("lane 3 of 4"), failure.getMessage());
        assertEquals(0, device.inUse());
        assertEquals(0, tensorRt.engines.get());
    }

    @Test
    void asksTheDeviceWhatAFailedLaunchMeans() {
        try (TensorRtEngine engine = open(1, false)) {
            tensorRt.running = false;
            tensorRt.errors = "Error Code 1: Cuda Runtime (out of memory)";
            assertEquals(EngineException.Kind.OUT_OF_MEMORY, failure(engine).kind());
            tensorRt.errors = "Error Code 3: API usage";
            assertEquals(EngineException.Kind.BROKEN, failure(engine).kind());
            tensorRt.running = true;
            assertAnswers(engine.run(batch(8, "w1")), expected(1));
        }
    }

    @Test
    void leavesALostDeviceAlone() {
        TensorRtEngine engine = open(2, false);
        tensorRt.running = false;
        device.fault = new EngineException(EngineException.Kind.DEVICE_LOST, "CUDA_ERROR_LAUNCH_FAILED (719)");
        assertEquals(EngineException.Kind.DEVICE_LOST, failure(engine).kind());
        EngineException later = failure(engine);
        assertEquals(EngineException.Kind.DEVICE_LOST, later.kind());
        assertTrue(String.valueOf(later.getMessage()).contains("719"));
        int inUse = device.inUse();
        engine.close();
        engine.close();
        assertEquals(inUse, device.inUse(), "nothing of it can be freed");
    }

    private EngineException failure(TensorRtEngine engine) {
        return assertThrows(EngineException.class, () -> engine.run(batch(8, "w1")));
    }

    @Test
    void runsABatchInEachLaneAtATime() {
        try (TensorRtEngine engine = open(3, false)) {
            device.together = new CyclicBarrier(3); // opens when three calls are on the device
            ExecutorService threads = Executors.newFixedThreadPool(3);
            List<CompletableFuture<List<Scores>>> answers = new ArrayList<>();
            for (int word = 0; word < 9; word++) {
                TokenBatch batch = batch(8, "w" + word);
                answers.add(CompletableFuture.supplyAsync(() -> engine.run(batch), threads));
            }
            for (int word = 0; word < 9; word++) {
                assertAnswers(answers.get(word).join(), expected(word));
            }
            threads.shutdown();
        }
        assertEquals(0, device.inUse());
    }

    @Test
    void refusesToRunOnceItIsClosed() {
        TensorRtEngine engine = open(1, false);
        engine.close();
        assertThrows(IllegalStateException.class, () -> engine.run(batch(8, "w1")));
        assertFalse(engine.description().isEmpty());
    }

    @Test
    void namesAnOutputThatIsMissing() {
        tensorRt.logits = TensorType.INT64;
        ModelPackageException failure = assertThrows(ModelPackageException.class, () -> open(1, false));
        assertTrue(String.valueOf(failure.getMessage()).contains("'logits'"), failure.getMessage());
    }

    @Test
    void widensEveryHalfNumber() {
        assertEquals(1f, Halves.half((short) 0x3c00));
        assertEquals(-2f, Halves.half((short) 0xc000));
        assertEquals(65504f, Halves.half((short) 0x7bff));
        assertEquals(0x1p-24f, Halves.half((short) 1));
        assertEquals(Float.POSITIVE_INFINITY, Halves.half((short) 0x7c00));
        assertTrue(Float.isNaN(Halves.half((short) 0x7e00)));
        assertEquals("-0.0", String.valueOf(Halves.half((short) 0x8000)));
        assertEquals(1f, Halves.bfloat((short) 0x3f80));
    }
}

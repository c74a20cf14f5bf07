package dev.scholion.benchmarks.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.benchmarks.shape.EncoderShape;
import dev.scholion.benchmarks.shape.Gpu;
import dev.scholion.benchmarks.shape.RandomModel;
import dev.scholion.models.Annotations;
import dev.scholion.models.TaskResult;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.engine.EngineOptions;
import dev.scholion.models.predict.PredictorOptions;
import dev.scholion.models.predict.Predictors;
import dev.scholion.models.predict.TracingPredictor;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandInEngineTest {
    private static final Path TOKENIZER =
            Path.of(System.getProperty("scholion.home"), "benchmarks/bert-base-uncased/tokenizer.json");

    @TempDir
    private Path folder;

    @Test
    void servesAModelWhoseShapeItsConfigurationStates() throws Exception {
        new RandomModel(EncoderShape.BERT_BASE, 64, 3).writeDescription(folder, TOKENIZER);
        PredictorOptions options = PredictorOptions.defaults().withEngine(EngineOptions.only(StandInProvider.KIND));
        try (TracingPredictor predictor = Predictors.open(ModelPackage.read(folder), options)) {
            Annotations first = predictor.predict("A train from Lisbon.").join();
            Annotations second =
                    predictor.predict("Nobody came to the meeting.").join();
            assertEquals(first, predictor.predict("A train from Lisbon.").join());
            assertNotEquals(first.results(), second.results());
            assertTrue(first.results().get("classification") instanceof TaskResult.Classes classes
                    && classes.scores().size() == 3);
            assertTrue(predictor.model().engine().startsWith("stand-in "));
        }
    }

    @Test
    void takesTheTimeOfTheFormula() {
        StandInSettings settings = new StandInSettings(Gpu.H200, 1, 0.5, 16, EncoderShape.BERT_BASE, 0, 2);
        assertEquals(44_278, 2 * settings.rowsPerSecond(128), 50);
        double seconds = (double) settings.deviceNanos(128, 128) / 1e9;
        assertEquals(44_278, 2 * 128 / seconds, 50);
        assertEquals(
                84_934_656 * 2 / 4.8e12 * 1e9,
                (double) settings.deviceNanos(1, 1),
                2); // weights are read, whatever the batch
    }

    @Test
    void occupiesOneDeviceForOneBatchAtATime() {
        DeviceTime device = new DeviceTime();
        long now = System.nanoTime() + 1_000_000_000;
        assertEquals(now + 10, device.occupy(now, 10));
        assertEquals(now + 30, device.occupy(now + 5, 20));
        assertEquals(now + 110, device.occupy(now + 100, 10));
    }
}

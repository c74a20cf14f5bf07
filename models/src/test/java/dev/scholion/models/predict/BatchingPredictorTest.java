package dev.scholion.models.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.Annotations;
import dev.scholion.models.EngineException;
import dev.scholion.models.Predictor;
import dev.scholion.models.TaskResult;
import dev.scholion.models.TextFaultException;
import dev.scholion.models.TextInput;
import dev.scholion.models.catalog.Activation;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.task.ClassRules;
import dev.scholion.models.task.Task;
import dev.scholion.models.testing.FakeEngine;
import dev.scholion.models.testing.TinyModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BatchingPredictorTest {
    private static final PredictorOptions OPTIONS =
            PredictorOptions.defaults().withThreads(2).withTokenizerThreads(2).withBatch(64, 8);

    @TempDir
    private Path folder;

    @Test
    void givesEveryTextItsOwnAnswer() {
        Random random = new Random(7);
        List<String> texts = IntStream.range(0, 2_000)
                .mapToObj(i -> random.ints(1 + random.nextInt(40), 0, 20)
                        .mapToObj(word -> "w" + word)
                        .collect(Collectors.joining(" ")))
                .toList();
        try (BatchingPredictor predictor = open(FakeEngine.answering())) {
            List<CompletableFuture<Annotations>> answers =
                    texts.stream().map(predictor::predict).toList();
            for (int i = 0; i < texts.size(); i++) {
                assertEquals(sum(texts.get(i)), rawScore(answers.get(i).join()), 1e-3, texts.get(i));
            }
        }
    }

    @Test
    void refusesOneTextAndAnswersItsNeighbours() {
        CountDownLatch gate = new CountDownLatch(1);
        FakeEngine engine = FakeEngine.hangingUntil(gate);
        try (BatchingPredictor predictor = open(engine, OPTIONS.withThreads(1))) {
            CompletableFuture<Annotations> first = predictor.predict("w1");
            engine.awaitStart();
            List<CompletableFuture<Annotations>> before = predictAll(predictor, "w1", "w2", "w3");
            CompletableFuture<Annotations> poison = predictor.predict(FakeEngine.REFUSED);
            List<CompletableFuture<Annotations>> after = predictAll(predictor, "w4", "w5");
            gate.countDown();
            assertEquals(TextFaultException.Kind.ENGINE_REFUSED, fault(poison).kind());
            assertEquals(1, rawScore(first.join()));
            assertEquals(List.of(1f, 2f, 3f), rawScores(before));
            assertEquals(List.of(4f, 5f), rawScores(after));
        }
    }

    @Test
    void saysThatAScoreIsNoNumberForThatTextAlone() {
        try (BatchingPredictor predictor = open(FakeEngine.answering())) {
            CompletableFuture<Annotations> poison = predictor.predict(FakeEngine.NOT_A_NUMBER);
            CompletableFuture<Annotations> neighbour = predictor.predict("w6");
            assertEquals(TextFaultException.Kind.INVALID_SCORE, fault(poison).kind());
            assertEquals(6, rawScore(neighbour.join()));
        }
    }

    @Test
    void failsAllTextsOnceTheEngineIsBroken() {
        try (BatchingPredictor predictor = open(FakeEngine.answering())) {
            EngineException failure = broken(predictor.predict(FakeEngine.BREAKS_ALL));
            assertTrue(String.valueOf(failure.getMessage()).contains("the engine is broken"), failure.getMessage());
            broken(predictor.predict("w1"));
            assertTrue(predictor.isBroken());
        }
    }

    @Test
    void runsSmallerBatchesWhereMemoryDoesNotSuffice() {
        CountDownLatch gate = new CountDownLatch(1);
        FakeEngine engine = FakeEngine.hangingUntil(gate);
        try (BatchingPredictor predictor = open(engine, OPTIONS.withThreads(1))) {
            CompletableFuture<Annotations> first = predictor.predict("w1");
            engine.awaitStart();
            List<CompletableFuture<Annotations>> answers =
                    predictAll(predictor, "w1", "w2", FakeEngine.FITS_ALONE, "w4", "w5");
            gate.countDown();
            first.join();
            assertEquals(5, rawScores(answers).size());
        }
    }

    @Test
    void runsTheNextBatchOnADeviceWhileAnAnswerIsRead() {
        CountDownLatch start = new CountDownLatch(1);
        CountDownLatch read = new CountDownLatch(1);
        FakeEngine engine = FakeEngine.hangingUntil(start).ofOneLane();
        try (BatchingPredictor predictor = open(engine, OPTIONS.withThreads(2))) {
            CompletableFuture<Void> reading = predictor.predict("w1").thenRun(() -> awaitUninterruptibly(read));
            engine.awaitStart(); // or both texts may share a batch
            CompletableFuture<Annotations> next = predictor.predict("w2");
            start.countDown();
            assertEquals(2, rawScore(next.join()));
            read.countDown();
            reading.join();
        }
        assertEquals(1, engine.closes());
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void isBrokenIfMemoryDoesNotSufficeForOneRow() {
        try (BatchingPredictor predictor = open(FakeEngine.answering())) {
            EngineException failure = broken(predictor.predict(FakeEngine.FITS_NEVER));
            assertEquals(EngineException.Kind.OUT_OF_MEMORY, failure.kind());
            assertTrue(predictor.isBroken());
        }
    }

    @Test
    void asksALostDeviceNothingMore() {
        CountDownLatch gate = new CountDownLatch(1);
        FakeEngine engine = FakeEngine.hangingUntil(gate);
        try (BatchingPredictor predictor = open(engine, OPTIONS.withThreads(1))) {
            CompletableFuture<Annotations> first = predictor.predict("w1");
            engine.awaitStart();
            List<CompletableFuture<Annotations>> answers =
                    predictAll(predictor, FakeEngine.LOSES_DEVICE, FakeEngine.LOSES_DEVICE);
            gate.countDown();
            first.join();
            for (CompletableFuture<Annotations> answer : answers) {
                assertEquals(EngineException.Kind.DEVICE_LOST, broken(answer).kind());
            }
        }
        assertEquals(3, engine.runs(), "the probe, the first text, and the batch that lost the device");
    }

    @Test
    void doesNotGuessWhoseAnAnswerIsWhenRowsAreMissing() {
        try (BatchingPredictor predictor = open(FakeEngine.answering())) {
            EngineException failure = broken(predictor.predict(FakeEngine.LOSES_ROWS));
            assertTrue(String.valueOf(failure.getMessage()).contains("0 rows for a batch of 1"), failure.getMessage());
        }
    }

    @Test
    void neverBlocksTheCallerAndAnswersWhatWasAcceptedWhenClosed() {
        CountDownLatch gate = new CountDownLatch(1);
        FakeEngine engine = FakeEngine.hangingUntil(gate);
        BatchingPredictor predictor = open(engine);
        List<CompletableFuture<Annotations>> answers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            answers.add(predictor.predict("w" + i % 20));
        }
        engine.awaitStart();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(predictor::close);
        assertFalse(closing.isDone());
        assertEquals(0, engine.closes());
        gate.countDown();
        closing.join();
        assertTrue(answers.stream().allMatch(CompletableFuture::isDone));
        assertEquals(500, rawScores(answers).size());
        assertEquals(1, engine.closes());
    }

    @Test
    void leavesARunningCallItsEngineWhenClosingTakesTooLong() {
        CountDownLatch gate = new CountDownLatch(1);
        FakeEngine engine = FakeEngine.hangingUntil(gate);
        BatchingPredictor predictor = open(engine, OPTIONS.withCloseTimeout(Duration.ofMillis(10)));
        CompletableFuture<Annotations> answer = predictor.predict("w1");
        engine.awaitStart();
        predictor.close();
        assertEquals(0, engine.closes());
        gate.countDown();
        assertEquals(1, rawScore(answer.join()));
    }

    @Test
    void closesTwiceAndFromItsOwnThreads() {
        FakeEngine engine = FakeEngine.answering();
        BatchingPredictor predictor = open(engine);
        predictor.predict("w1").thenRun(predictor::close).join();
        predictor.close();
        predictor.close();
        assertEquals(1, engine.closes());
        broken(predictor.predict("w1"));
    }

    @Test
    void doesNotRunWhatWasCancelled() {
        CountDownLatch gate = new CountDownLatch(1);
        FakeEngine engine = FakeEngine.hangingUntil(gate);
        try (BatchingPredictor predictor = open(engine, OPTIONS.withThreads(1))) {
            CompletableFuture<Annotations> first = predictor.predict("w1");
            engine.awaitStart();
            predictAll(predictor, "w2", "w3").forEach(answer -> answer.cancel(false));
            gate.countDown();
            first.join();
        }
        assertEquals(2, engine.runs(), "the probe and the first text");
    }

    @Test
    void readsLongTextsInOverlappingWindowsAndSaysSo() {
        String text = IntStream.range(0, 20).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
        try (BatchingPredictor predictor = open(FakeEngine.answering(), OPTIONS.withOverlap(2), 10)) {
            Trace trace = predictor.trace(text).join();
            assertEquals(3, trace.annotations().windows());
            assertEquals(20, trace.annotations().tokens());
            assertFalse(trace.annotations().truncated());
            assertEquals(
                    List.of(0, 6, 12),
                    trace.windows().stream().map(window -> window.first()).toList());
            TaskResult.Classes classes = classes(trace.annotations());
            assertEquals("mean-by-tokens", classes.combined());
            assertEquals(
                    (28 * 8 + 76 * 8 + 124 * 8) / 24f, classes.scores().get(0).score(), 1e-3);
        }
    }

    @Test
    void letsShortTextsPassALongOne() {
        CountDownLatch gate = new CountDownLatch(1);
        FakeEngine engine = FakeEngine.hangingUntil(gate);
        ModelPackage model = TinyModel.classifier(folder, 20);
        Task task = new Task.Classification("task", model.tasks().get(0), ClassRules.ALL, Optional.of("pair"));
        PredictorOptions options =
                OPTIONS.withThreads(1).withTokenizerThreads(1).withBatch(20, 8);
        List<String> answered = Collections.synchronizedList(new ArrayList<>());
        ModelUse use = new ModelUse(model, List.of(task), Set.of(), options);
        try (Predictor predictor = Predictors.open(use, any -> engine)) {
            CompletableFuture<Void> document =
                    predictor.predict(beside("w1 ".repeat(10_000))).thenRun(() -> answered.add("document"));
            engine.awaitStart();
            CompletableFuture<Void> tweet = predictor.predict(beside("w2")).thenRun(() -> answered.add("tweet"));
            // One thread tokenises in order, so the tweet waits in the queue when a text behind it has been refused.
            assertEquals(
                    TextFaultException.Kind.MISSING_FIELD,
                    fault(predictor.predict("w3")).kind());
            gate.countDown();
            CompletableFuture.allOf(document, tweet).join();
        }
        assertEquals(List.of("tweet", "document"), answered);
        assertTrue(engine.runs() > 500, "runs: " + engine.runs());
    }

    private static TextInput beside(String text) {
        return new TextInput(text, Optional.empty(), Map.of("pair", "w1"));
    }

    @Test
    void keepsEnoughTextsInFlightForTwoFullBatchesAThread() {
        try (BatchingPredictor predictor = open(FakeEngine.answering())) {
            assertTrue(predictor.capacity() >= 2 * 8 * 2, "capacity " + predictor.capacity());
        }
    }

    private BatchingPredictor open(FakeEngine engine) {
        return open(engine, OPTIONS);
    }

    private BatchingPredictor open(FakeEngine engine, PredictorOptions options) {
        return open(engine, options, 64);
    }

    private BatchingPredictor open(FakeEngine engine, PredictorOptions options, int window) {
        ModelPackage model = TinyModel.classifier(folder, window).withActivation(Activation.NONE);
        return (BatchingPredictor) Predictors.open(ModelUse.usual(model, options), any -> engine);
    }

    private static List<CompletableFuture<Annotations>> predictAll(BatchingPredictor predictor, String... texts) {
        return List.of(texts).stream().map(predictor::predict).toList();
    }

    private static TaskResult.Classes classes(Annotations annotations) {
        return assertInstanceOf(TaskResult.Classes.class, annotations.results().get("classification"));
    }

    private static float rawScore(Annotations annotations) {
        return classes(annotations).scores().stream()
                .filter(score -> score.label().equals("LABEL_1"))
                .findFirst()
                .orElseThrow()
                .score();
    }

    private static List<Float> rawScores(List<CompletableFuture<Annotations>> answers) {
        return answers.stream().map(answer -> rawScore(answer.join())).toList();
    }

    private static float sum(String text) {
        return List.of(text.split(" ")).stream()
                .mapToInt(word -> Integer.parseInt(word.substring(1)))
                .sum();
    }

    private static TextFaultException fault(CompletableFuture<Annotations> answer) {
        return assertInstanceOf(
                TextFaultException.class,
                assertThrows(CompletionException.class, answer::join).getCause());
    }

    private static EngineException broken(CompletableFuture<Annotations> answer) {
        return assertInstanceOf(
                EngineException.class,
                assertThrows(CompletionException.class, answer::join).getCause());
    }
}

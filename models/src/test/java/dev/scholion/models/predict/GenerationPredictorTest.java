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
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.engine.EncoderDecoder;
import dev.scholion.models.engine.Engine;
import dev.scholion.models.engine.EngineRequest;
import dev.scholion.models.engine.EngineSource;
import dev.scholion.models.task.GenerationRules;
import dev.scholion.models.task.Task;
import dev.scholion.models.testing.EchoModel;
import dev.scholion.models.testing.TinyModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GenerationPredictorTest {
    private static final PredictorOptions OPTIONS =
            PredictorOptions.defaults().withThreads(1).withTokenizerThreads(2);
    private static final String GENERATION =
            "{\"decoder_start_token_id\": 2, \"eos_token_id\": 3, \"max_new_tokens\": 8}";

    @TempDir
    private Path folder;

    @Test
    void writesAndSaysHowMuchAndWhetherItIsFinished() {
        try (Predictor predictor = open(EchoModel.answering())) {
            assertEquals(new TaskResult.Generation("w4 w5", 3, true), written(predictor.predict("w4 w5")));
            assertEquals(
                    new TaskResult.Generation("w1 w2 w3 w4 w5 w6 w7 w8", 8, false),
                    written(predictor.predict("w1 w2 w3 w4 w5 w6 w7 w8 w9")));
        }
    }

    @Test
    void writesAboutEachWindowOfALongTextAndJoinsThem() {
        try (Predictor predictor = open(EchoModel.answering(), OPTIONS, 6)) {
            Annotations annotations = predictor.predict("w1 w2 w3 w4 w5 w6 w7").join();
            assertEquals(
                    new TaskResult.Generation("w1 w2 w3 w4 w5 w6 w7", 9, true),
                    annotations.results().get("generation"));
            assertEquals(2, annotations.windows());
            assertEquals(7, annotations.tokens());
            assertFalse(annotations.truncated());
        }
    }

    @Test
    void putsEachTasksPrefixBeforeTheText() {
        ModelPackage model = TinyModel.generator(folder, 20, GENERATION);
        List<Task> tasks = List.of(task(model, "one", "w1 "), task(model, "two", "w2 w2 "));
        try (Predictor predictor =
                Predictors.open(new ModelUse(model, tasks, Set.of(), OPTIONS), source(EchoModel.answering()))) {
            Annotations annotations = predictor.predict("w9").join();
            assertEquals(
                    Map.of(
                            "one", new TaskResult.Generation("w1 w9", 3, true),
                            "two", new TaskResult.Generation("w2 w2 w9", 4, true)),
                    annotations.results());
            assertEquals(1, annotations.tokens());
        }
    }

    private static Task task(ModelPackage model, String name, String prefix) {
        return new Task.TextGeneration(name, model.tasks().get(0), GenerationRules.OF_MODEL.withPrefix(prefix));
    }

    @Test
    void refusesATextAndAnswersItsNeighbours() {
        try (Predictor predictor = open(EchoModel.answering())) {
            CompletableFuture<Annotations> refused = predictor.predict(EchoModel.REFUSED);
            CompletableFuture<Annotations> notANumber = predictor.predict(EchoModel.NOT_A_NUMBER);
            CompletableFuture<Annotations> neighbour = predictor.predict("w1");
            assertEquals(TextFaultException.Kind.ENGINE_REFUSED, fault(refused).kind());
            assertEquals(
                    TextFaultException.Kind.INVALID_SCORE, fault(notANumber).kind());
            assertEquals("w1", written(neighbour).text());
        }
    }

    @Test
    void refusesATextWithoutTokens() {
        try (Predictor predictor = open(EchoModel.answering())) {
            assertEquals(
                    TextFaultException.Kind.NOT_TOKENIZABLE,
                    fault(predictor.predict(" ")).kind());
        }
    }

    @Test
    void failsAllTextsOnceTheEngineIsBroken() {
        try (ModelPredictor predictor = open(EchoModel.answering())) {
            assertFalse(predictor.isBroken());
            EngineException failure = broken(predictor.predict(EchoModel.BREAKS_ALL));
            assertTrue(String.valueOf(failure.getMessage()).contains("device lost"), failure.getMessage());
            assertEquals(failure, broken(predictor.predict("w1")));
            assertTrue(predictor.isBroken());
        }
    }

    @Test
    void answersWhatWasAcceptedAndFreesTheModelOnce() {
        CountDownLatch gate = new CountDownLatch(1);
        EchoModel engine = EchoModel.hangingUntil(gate);
        Predictor predictor = open(engine);
        CompletableFuture<Annotations> running = predictor.predict("w1");
        engine.awaitStart();
        CompletableFuture<Annotations> waiting = predictor.predict("w2");
        Thread closer = new Thread(predictor::close);
        closer.start();
        gate.countDown();
        assertEquals("w1", written(running).text());
        assertEquals("w2", written(waiting).text());
        predictor.close();
        assertEquals(1, engine.closes());
        broken(predictor.predict("w3"));
    }

    @Test
    void doesNotFreeTheModelUnderACallThatOutlastsTheTimeout() {
        CountDownLatch gate = new CountDownLatch(1);
        EchoModel engine = EchoModel.hangingUntil(gate);
        Predictor predictor = open(engine, OPTIONS.withCloseTimeout(Duration.ofMillis(10)), 20);
        CompletableFuture<Annotations> running = predictor.predict("w1");
        engine.awaitStart();
        predictor.close();
        assertEquals(0, engine.closes());
        gate.countDown();
        assertEquals("w1", written(running).text());
    }

    @Test
    void closesFromItsOwnThreads() {
        EchoModel engine = EchoModel.answering();
        Predictor predictor = open(engine);
        predictor.predict("w1").thenRun(predictor::close).join();
        predictor.close();
        assertEquals(1, engine.closes());
    }

    @Test
    void doesNotWriteForNobody() {
        CountDownLatch gate = new CountDownLatch(1);
        EchoModel engine = EchoModel.hangingUntil(gate);
        try (Predictor predictor = open(engine, OPTIONS, 6)) {
            CompletableFuture<Annotations> cancelled = predictor.predict("w1 w2 w3 w4 w5 w6 w7 w8 w9");
            engine.awaitStart();
            assertTrue(cancelled.cancel(false));
            gate.countDown();
            assertEquals("w2", written(predictor.predict("w2")).text());
            assertEquals(3, engine.rows()); // the probe, the first window, the other text
        }
    }

    @Test
    void isSharedAndFreedWithTheLastLease() {
        EchoModel engine = EchoModel.answering();
        SharedPredictors predictors = new SharedPredictors(source(engine));
        ModelPackage model = TinyModel.generator(folder, 20, GENERATION);
        List<ModelUse> uses = List.of(ModelUse.usual(model, OPTIONS));
        Predictor one = predictors.lease(uses, Optional.empty());
        Predictor other = predictors.lease(uses, Optional.empty());
        one.close();
        assertEquals("w1", written(other.predict("w1")).text());
        other.close();
        assertEquals(1, engine.closes());
    }

    @Test
    void aModelThatWritesDoesNothingElse() {
        ModelPackage model = TinyModel.generator(folder, 20, GENERATION);
        Task other = new Task.SentenceEmbedding("other", model.tasks().get(0));
        List<Task> tasks = List.of(task(model, "one", ""), other);
        assertThrows(IllegalArgumentException.class, () -> new ModelUse(model, tasks, Set.of(), OPTIONS));
    }

    private ModelPredictor open(EchoModel engine) {
        return open(engine, OPTIONS, 20);
    }

    private ModelPredictor open(EchoModel engine, PredictorOptions options, int window) {
        ModelPackage model = TinyModel.generator(folder, window, GENERATION);
        return Predictors.open(ModelUse.usual(model, options), source(engine), new SharedTokenizers());
    }

    private static EngineSource source(EchoModel engine) {
        return new EngineSource() {
            @Override
            public Engine open(EngineRequest request) {
                throw new AssertionError("the model has no head to score");
            }

            @Override
            public EncoderDecoder openEncoderDecoder(ModelPackage model) {
                return engine;
            }
        };
    }

    private static TaskResult.Generation written(CompletableFuture<Annotations> answer) {
        return (TaskResult.Generation)
                answer.join().results().values().iterator().next();
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

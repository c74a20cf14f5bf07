package dev.scholion.models.predict;

import dev.scholion.models.Annotations;
import dev.scholion.models.EngineException;
import dev.scholion.models.ModelIdentity;
import dev.scholion.models.TaskSpec;
import dev.scholion.models.TextFaultException;
import dev.scholion.models.TextInput;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.engine.Engine;
import dev.scholion.models.task.Task;
import dev.scholion.models.text.Encoding;
import dev.scholion.models.text.Reading;
import dev.scholion.models.text.TextTokenizer;
import dev.scholion.models.text.Window;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/**
 * The predictor of one process for one model: texts are tokenised by worker threads, wait as rows, and are taken by engine
 * threads whenever one is free.
 *
 * <p>Whoever fails first decides: once the engine is broken, all later texts fail with the same {@link EngineException}.
 */
public final class BatchingPredictor implements ModelPredictor {
    private final ModelIdentity identity;
    private final List<TaskSpec> specs;
    private final VocabularyCheck vocabulary;
    private final TextTokenizer tokenizer;
    private final RowLayout layout;
    private final ModelTasks tasks;
    private final BatchingEngine engine;
    private final WorkerThreads threads;

    /**
     * Takes over the engine.
     *
     * @param release frees the tokenizer; runs when the last thread has ended
     */
    BatchingPredictor(ModelUse use, TextTokenizer tokenizer, Engine engine, RowLayout layout, Runnable release) {
        ModelPackage model = use.model();
        this.identity = new ModelIdentity(
                model.name(),
                model.version(),
                model.digest(),
                engine.description(),
                engine.precision().orElse(model.precision()));
        this.specs = use.tasks().stream().map(Task::spec).toList();
        this.vocabulary = VocabularyCheck.of(model);
        this.tokenizer = tokenizer;
        this.layout = layout;
        this.tasks = new ModelTasks(use, tokenizer);
        this.threads = WorkerThreads.ofTokenizer(use.options());
        this.engine = new BatchingEngine(engine, layout, use.options(), release);
    }

    @Override
    public CompletableFuture<Annotations> predict(EncodedText text) {
        CompletableFuture<Annotations> answer = new CompletableFuture<>();
        submit(text, Reply.annotations(answer));
        return answer;
    }

    @Override
    public CompletableFuture<Trace> trace(TextInput input) {
        CompletableFuture<Trace> answer = new CompletableFuture<>();
        submit(new EncodedText(input), Reply.trace(answer));
        return answer;
    }

    private void submit(EncodedText text, Reply reply) {
        long asked = System.nanoTime();
        try {
            threads.execute(() -> {
                try {
                    pending(text, reply, asked).start();
                } catch (TextFaultException e) {
                    reply.fail(e);
                } catch (Throwable e) { // the text must not be lost, whatever happened
                    reply.fail(new EngineException("tokenising failed: " + e, e));
                }
            });
        } catch (RejectedExecutionException e) {
            reply.fail(new EngineException("the predictor is closed", e));
        }
    }

    private PendingText pending(EncodedText text, Reply reply, long asked) {
        Encoding encoding = text.by(tokenizer);
        Map<Reading, List<Window>> readings = new LinkedHashMap<>();
        for (Reading reading : tasks.readings(text.input())) {
            readings.put(reading, layout.windows(tokenizer, reading, encoding));
        }
        readings.values().forEach(windows -> windows.forEach(vocabulary::check));
        return new PendingText(text, encoding, readings, tasks, identity, engine, reply, asked);
    }

    @Override
    public ModelIdentity model() {
        return identity;
    }

    @Override
    public List<TaskSpec> tasks() {
        return specs;
    }

    @Override
    public int capacity() {
        return engine.capacity();
    }

    @Override
    public boolean isBroken() {
        return engine.failure().isPresent();
    }

    @Override
    public void close() {
        if (threads.runCaller() || engine.runsCaller()) {
            WorkerThreads.elsewhere(this::close);
            return;
        }
        threads.close();
        engine.close();
    }
}

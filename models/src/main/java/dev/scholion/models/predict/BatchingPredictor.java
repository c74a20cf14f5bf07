package dev.scholion.models.predict;

import dev.scholion.models.Annotations;
import dev.scholion.models.EngineException;
import dev.scholion.models.ModelIdentity;
import dev.scholion.models.Predictor;
import dev.scholion.models.TaskSpec;
import dev.scholion.models.TextFaultException;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.TaskHead;
import dev.scholion.models.engine.Engine;
import dev.scholion.models.text.Encoding;
import dev.scholion.models.text.TextTokenizer;
import dev.scholion.models.text.Window;
import dev.scholion.models.text.Windows;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/**
 * The predictor of one process for one model: texts are tokenised by worker threads, wait as rows, and are taken by engine
 * threads whenever one is free.
 *
 * <p>Whoever fails first decides: once the engine is broken, all later texts fail with the same {@link EngineException}.
 */
public final class BatchingPredictor implements Predictor {
    private final ModelIdentity identity;
    private final List<TaskSpec> tasks;
    private final int vocabulary;
    private final TextTokenizer tokenizer;
    private final Windows windows;
    private final AnswerDecoder decoder;
    private final BatchingEngine engine;
    private final TokenizerThreads threads;

    /** Takes over the tokenizer and the engine: they are freed when the last thread has ended. */
    BatchingPredictor(
            ModelPackage model, PredictorOptions options, TextTokenizer tokenizer, Engine engine, RowLayout layout) {
        this.identity = new ModelIdentity(
                model.name(), model.version(), model.digest(), engine.description(), model.precision());
        this.tasks = model.tasks().stream().map(TaskHead::spec).toList();
        this.vocabulary = model.vocabulary().orElse(Integer.MAX_VALUE);
        this.tokenizer = tokenizer;
        this.windows = layout.windows();
        this.decoder = new AnswerDecoder(model.tasks(), model.outputs());
        this.threads = new TokenizerThreads(options);
        this.engine = new BatchingEngine(engine, layout, options, tokenizer::close);
    }

    @Override
    public CompletableFuture<Annotations> predict(String text) {
        CompletableFuture<Annotations> answer = new CompletableFuture<>();
        submit(text, Reply.annotations(answer));
        return answer;
    }

    /** As {@link #predict}, with what happened on the way. */
    public CompletableFuture<Trace> trace(String text) {
        CompletableFuture<Trace> answer = new CompletableFuture<>();
        submit(text, Reply.trace(answer));
        return answer;
    }

    private void submit(String text, Reply reply) {
        long asked = System.nanoTime();
        try {
            threads.execute(() -> {
                try {
                    pending(text, reply, asked).rows().forEach(row -> engine.add(row.row(), row.receiver()));
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

    private PendingText pending(String text, Reply reply, long asked) {
        Encoding encoding = tokenizer.encode(text);
        for (int token = 0; token < encoding.length(); token++) {
            if (encoding.id(token) >= vocabulary) {
                throw new TextFaultException(
                        TextFaultException.Kind.NOT_TOKENIZABLE,
                        "token id %d, the model knows %d".formatted(encoding.id(token), vocabulary));
            }
        }
        List<Window> pieces = windows.of(encoding);
        if (pieces.get(0).row().length() == 0) {
            throw new TextFaultException(TextFaultException.Kind.NOT_TOKENIZABLE, "the text has no tokens");
        }
        return new PendingText(encoding, pieces, reply, decoder, asked, System.nanoTime());
    }

    @Override
    public ModelIdentity model() {
        return identity;
    }

    @Override
    public List<TaskSpec> tasks() {
        return tasks;
    }

    @Override
    public int capacity() {
        return engine.capacity();
    }

    /** Whether the engine failed, so that every text fails. */
    boolean isBroken() {
        return engine.failure().isPresent();
    }

    @Override
    public void close() {
        if (threads.runCaller() || engine.runsCaller()) {
            Thread closer = new Thread(this::close, "scholion-close"); // a thread cannot wait for its own end
            closer.setDaemon(true);
            closer.start();
            return;
        }
        threads.close();
        engine.close();
    }
}

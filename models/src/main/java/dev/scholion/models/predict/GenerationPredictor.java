package dev.scholion.models.predict;

import dev.scholion.models.Annotations;
import dev.scholion.models.EngineException;
import dev.scholion.models.ModelIdentity;
import dev.scholion.models.TaskSpec;
import dev.scholion.models.TextFaultException;
import dev.scholion.models.TextInput;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.engine.EncoderDecoder;
import dev.scholion.models.generate.ScoreException;
import dev.scholion.models.task.Task;
import dev.scholion.models.text.Encoding;
import dev.scholion.models.text.SourceReader;
import dev.scholion.models.text.TextTokenizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The predictor of one process for one model that generates text: texts are tokenised by worker threads, wait, and are
 * written about by engine threads, each of which does one text at a time. Texts share no batch.
 *
 * <p>Whoever fails first decides: once the engine is broken, all later texts fail with the same {@link EngineException}.
 */
final class GenerationPredictor implements ModelPredictor {
    /** Texts in flight for each engine thread: one that is written about, and others that are ready. */
    private static final int TEXTS_EACH = 4;

    private final ModelIdentity identity;
    private final List<TaskSpec> specs;
    private final VocabularyCheck vocabulary;
    private final TextTokenizer tokenizer;
    private final List<Generator> generators;
    private final EncoderDecoder engine;
    private final GenerationProbe probe;
    private final int capacity;
    private final WorkerThreads tokenizing;
    private final WorkerThreads writing;
    private volatile @Nullable EngineException broken;

    /**
     * Takes over the engine, unless this fails.
     *
     * @param release frees the tokenizer; runs when the last thread has ended
     * @throws dev.scholion.models.catalog.ModelPackageException if the model does not generate text
     */
    GenerationPredictor(ModelUse use, TextTokenizer tokenizer, EncoderDecoder engine, Runnable release) {
        ModelPackage model = use.model();
        this.identity = new ModelIdentity(
                model.name(), model.version(), model.digest(), engine.description(), model.precision());
        this.specs = use.tasks().stream().map(Task::spec).toList();
        this.vocabulary = VocabularyCheck.of(model);
        this.tokenizer = tokenizer;
        this.generators = use.tasks().stream()
                .map(task -> Generator.of((Task.TextGeneration) task, model, tokenizer))
                .toList();
        this.engine = engine;
        this.probe = new GenerationProbe(new SourceReader(tokenizer, "", model.window())
                .read(tokenizer.encode(Probe.TEXT))
                .windows()
                .get(0)
                .row());
        probe.prove(model, engine);
        this.capacity = use.options().threads() * TEXTS_EACH;
        this.tokenizing = WorkerThreads.ofTokenizer(use.options());
        this.writing = WorkerThreads.ofEngine(use.options(), () -> {
            engine.close();
            release.run();
        });
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
            tokenizing.execute(() -> tokenize(text, reply, asked));
        } catch (RejectedExecutionException e) {
            reply.fail(closed(e));
        }
    }

    private void tokenize(EncodedText text, Reply reply, long asked) {
        try {
            Map<Generator, SourceReader.Source> sources = new LinkedHashMap<>();
            for (Generator generator : generators) {
                SourceReader.Source source = generator.reader().read(encoding(text, generator.reader()));
                source.windows().forEach(vocabulary::check);
                sources.put(generator, source);
            }
            PendingGeneration pending =
                    new PendingGeneration(sources, text.input().language(), reply, asked, System.nanoTime());
            writing.execute(() -> write(pending));
        } catch (TextFaultException e) {
            reply.fail(e);
        } catch (RejectedExecutionException e) {
            reply.fail(closed(e));
        } catch (Throwable e) { // the text must not be lost, whatever happened
            reply.fail(new EngineException("tokenising failed: " + e, e));
        }
    }

    private static EngineException closed(RejectedExecutionException cause) {
        return new EngineException("the predictor is closed", cause);
    }

    /** Models that share a tokenizer share the tokens of the text alone. */
    private Encoding encoding(EncodedText text, SourceReader reader) {
        String prefixed = reader.prefixed(text.input().text());
        return prefixed.equals(text.input().text()) ? text.by(tokenizer) : tokenizer.encode(prefixed);
    }

    private void write(PendingGeneration pending) {
        EngineException failure = broken;
        if (failure != null) {
            pending.reply().fail(failure);
            return;
        }
        try {
            pending.run(engine, identity);
        } catch (CancellationException e) {
            pending.reply().fail(e);
        } catch (TextFaultException e) {
            pending.reply().fail(e);
        } catch (ScoreException e) {
            pending.reply()
                    .fail(new TextFaultException(
                            TextFaultException.Kind.INVALID_SCORE, String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            refuse(pending.reply(), e);
        } catch (Throwable e) { // an Error of native code or of memory: nothing can be said about the engine any more
            breakDown(pending.reply(), new EngineException("the engine's thread failed: " + e, e));
        }
    }

    /** The text's fault if the engine still takes the probe, and the engine's fault if not. */
    private void refuse(Reply reply, RuntimeException reason) {
        try {
            probe.ask(engine);
        } catch (EngineException e) {
            breakDown(reply, e);
            return;
        }
        reply.fail(new TextFaultException(
                TextFaultException.Kind.ENGINE_REFUSED, "the engine refuses this text: " + reason.getMessage()));
    }

    private void breakDown(Reply reply, EngineException failure) {
        broken = failure;
        reply.fail(failure);
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
        return capacity;
    }

    @Override
    public boolean isBroken() {
        return broken != null;
    }

    @Override
    public void close() {
        if (tokenizing.runCaller() || writing.runCaller()) {
            WorkerThreads.elsewhere(this::close);
            return;
        }
        tokenizing.close();
        writing.close();
    }
}

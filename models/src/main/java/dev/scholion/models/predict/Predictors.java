package dev.scholion.models.predict;

import dev.scholion.models.LanguageDetector;
import dev.scholion.models.Predictor;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.decode.TaskDecoder;
import dev.scholion.models.engine.EncoderDecoder;
import dev.scholion.models.engine.Engine;
import dev.scholion.models.engine.EngineChoice;
import dev.scholion.models.engine.EngineRequest;
import dev.scholion.models.engine.EngineShapes;
import dev.scholion.models.engine.EngineSource;
import dev.scholion.models.task.Task;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Opens predictors that belong to their caller. Callers that share one use {@link SharedPredictors}. */
public final class Predictors {
    private Predictors() {}

    /**
     * Loads a model for the engine that the options ask for, and runs one row to see that it works. It answers all that its heads say.
     *
     * @throws dev.scholion.models.catalog.ModelPackageException if the package is not what it promised
     */
    public static TracingPredictor open(ModelPackage model, PredictorOptions options) {
        return open(ModelUse.usual(model, options));
    }

    /** As {@link #open(ModelPackage, PredictorOptions)}, with tasks of the caller's choice. */
    public static TracingPredictor open(ModelUse use) {
        return open(use, EngineChoice.ofThisMachine());
    }

    /** As {@link #open(ModelUse)}, on an engine of the caller's choice. */
    public static TracingPredictor open(ModelUse use, EngineSource source) {
        return open(use, source, new SharedTokenizers());
    }

    /**
     * Loads several models, which share tokenizers where they can.
     *
     * @param detector asked for the language of each text that does not state it
     * @throws dev.scholion.models.catalog.ModelPackageException if a package is not what it promised
     * @throws IllegalArgumentException if two models would answer the same task about the same text
     */
    public static Predictor open(List<ModelUse> uses, Optional<LanguageDetector> detector) {
        EngineSource source = EngineChoice.ofThisMachine();
        SharedTokenizers tokenizers = new SharedTokenizers();
        return RoutingPredictor.open(uses, detector, use -> open(use, source, tokenizers));
    }

    /**
     * Looks whether a model can serve its tasks. Loads its tokenizer, but no engine.
     *
     * @throws dev.scholion.models.catalog.ModelPackageException if it cannot; the message names the task
     */
    public static void check(ModelUse use) {
        try (SharedTokenizers.Lease lease = new SharedTokenizers().lease(use)) {
            for (Task task : use.tasks()) {
                if (task instanceof Task.TextGeneration generation) {
                    Generator.of(generation, use.model(), lease.tokenizer());
                } else {
                    TaskDecoder.of(task, lease.tokenizer());
                }
            }
        }
    }

    static ModelPredictor open(ModelUse use, EngineSource source, SharedTokenizers tokenizers) {
        if (use.generatesText()) {
            return leased(use, tokenizers, lease -> generating(use, source, lease));
        }
        EngineRequest request = new EngineRequest(
                use.model(),
                EngineShapes.of(use.model(), use.options().batch()),
                use.options().engine());
        EngineSource.Opening opening = source.start(request);
        ModelPredictor first;
        try {
            first = batching(use, opening.engine(), tokenizers);
        } catch (RuntimeException e) {
            opening.better().ifPresent(better -> better.thenAccept(Engine::close));
            throw e;
        }
        return opening.better()
                .<ModelPredictor>map(better ->
                        new UpgradingPredictor(first, better.thenApply(engine -> batching(use, engine, tokenizers))))
                .orElse(first);
    }

    /** @param engine is taken over, also if this fails */
    private static BatchingPredictor batching(ModelUse use, Engine engine, SharedTokenizers tokenizers) {
        try {
            return leased(use, tokenizers, lease -> {
                RowLayout layout = RowLayout.of(use.model(), use.options(), lease.tokenizer(), engine);
                layout.probe().prove(use.model(), engine, layout.batch());
                return new BatchingPredictor(use, lease.tokenizer(), engine, layout, lease::close);
            });
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    private static GenerationPredictor generating(ModelUse use, EngineSource source, SharedTokenizers.Lease lease) {
        EncoderDecoder engine = source.openEncoderDecoder(use.model());
        try {
            return new GenerationPredictor(use, lease.tokenizer(), engine, lease::close);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /** What is made with a tokenizer, which it takes over. */
    private static <T> T leased(
            ModelUse use, SharedTokenizers tokenizers, Function<SharedTokenizers.Lease, T> predictor) {
        SharedTokenizers.Lease lease = tokenizers.lease(use);
        try {
            return predictor.apply(lease);
        } catch (RuntimeException e) {
            lease.close();
            throw e;
        }
    }
}

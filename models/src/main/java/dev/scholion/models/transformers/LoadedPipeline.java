package dev.scholion.models.transformers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.text.PipelineTokenizer;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A pipeline with its model in memory. Thread-safe; it holds native memory. */
public final class LoadedPipeline implements AutoCloseable {
    private final PipelineTask task;
    private final PipelineModel model;
    private final Pipeline pipeline;

    private LoadedPipeline(PipelineTask task, PipelineModel model, Pipeline pipeline) {
        this.task = task;
        this.model = model;
        this.pipeline = pipeline;
    }

    /**
     * Loads a model for ONNX Runtime on the CPU, and runs one row to see that it works.
     *
     * @throws PipelineArgumentException if the model cannot do what is asked for, or an argument is unknown or wrong
     * @throws dev.scholion.models.catalog.ModelPackageException if the package is not what it promised
     */
    public static LoadedPipeline open(ModelPackage model, PipelineRequest request) {
        HeadChoice choice = HeadChoice.of(model, request);
        ModelPackage used = model.withTasks(List.of(choice.head()));
        ModelConfig config = ModelConfig.of(model);
        Set<String> always = choice.task() == PipelineTask.FILL_MASK ? Set.of("mask_token") : Set.of();
        PipelineTokenizer tokenizer = PipelineTokenizer.open(used, request.specialTokensInText(), always);
        try {
            OptionalInt endId = choice.task() == PipelineTask.TEXT_CLASSIFICATION
                            || choice.task() == PipelineTask.ZERO_SHOT_CLASSIFICATION
                    ? config.endTokenOfBatches()
                    : OptionalInt.empty();
            PipelineEngine engine = PipelineEngine.open(used, tokenizer, endId);
            try {
                PipelineModel loaded = new PipelineModel(used, tokenizer, engine);
                return new LoadedPipeline(choice.task(), loaded, pipeline(choice, loaded, config, request.arguments()));
            } catch (RuntimeException e) {
                engine.close();
                throw e;
            }
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    private static Pipeline pipeline(
            HeadChoice choice, PipelineModel model, ModelConfig config, PipelineArguments arguments) {
        return switch (choice.task()) {
            case TEXT_CLASSIFICATION -> new TextClassificationPipeline(model, arguments);
            case TOKEN_CLASSIFICATION -> new TokenClassificationPipeline(model, arguments);
            case QUESTION_ANSWERING -> new QuestionAnsweringPipeline(model, arguments);
            case ZERO_SHOT_CLASSIFICATION ->
                new ZeroShotClassificationPipeline(
                        model, config.labelIds(choice.head().spec().labels()), arguments);
            case FILL_MASK -> new FillMaskPipeline(model, arguments);
            case FEATURE_EXTRACTION -> new FeatureExtractionPipeline(model, arguments);
            case SENTENCE_EMBEDDING -> new SentenceEmbeddingPipeline(model, arguments);
        };
    }

    /** What it does. */
    public PipelineTask task() {
        return task;
    }

    /**
     * What the pipeline returns for one input. Tokenises on the caller's thread; the future completes on an engine thread.
     * It fails with a {@link PipelineInputException} or a {@link dev.scholion.models.TextFaultException} if this input cannot
     * be answered, and with a {@link dev.scholion.models.EngineException} if none can any more.
     */
    CompletableFuture<JsonNode> answer(JsonNode input) {
        try {
            return pipeline.answer(input);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Inputs that should be in flight to keep the engine busy. */
    int capacity() {
        return model.engine().capacity();
    }

    /** Answers what was accepted, then frees the model. Idempotent, never throws. */
    @Override
    public void close() {
        model.engine().close();
        model.tokenizer().close();
    }
}

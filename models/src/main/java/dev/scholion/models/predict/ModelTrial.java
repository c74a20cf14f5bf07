package dev.scholion.models.predict;

import dev.scholion.models.TaskSpec;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.engine.Engine;
import dev.scholion.models.engine.EngineOptions;
import dev.scholion.models.engine.EngineRequest;
import dev.scholion.models.engine.EngineShapes;
import dev.scholion.models.engine.EngineSource;
import dev.scholion.models.text.TextTokenizer;

/** Loads a model, asks it once, and frees it: whether it is what it promises, for tasks of every kind. */
public final class ModelTrial {
    private ModelTrial() {}

    /**
     * The engine's description.
     *
     * @param engineOptions which engine; the rest as usual
     * @throws ModelPackageException if the model cannot be loaded, or an output has not the shape that its task needs
     */
    public static String of(ModelPackage model, EngineOptions engineOptions, EngineSource source) {
        boolean generates =
                model.tasks().stream().anyMatch(head -> head.spec().kind() == TaskSpec.Kind.TEXT_GENERATION);
        if (generates) {
            return generating(model, source);
        }
        PredictorOptions options = PredictorOptions.defaults().withEngine(engineOptions);
        EngineRequest request = new EngineRequest(model, EngineShapes.of(model, options.batch()), engineOptions);
        try (TextTokenizer tokenizer = TextTokenizer.open(model);
                Engine engine = source.open(request)) {
            RowLayout layout = RowLayout.of(model, options, tokenizer, engine);
            layout.probe().prove(model, engine, layout.batch());
            return engine.description();
        } catch (IllegalArgumentException e) {
            throw new ModelPackageException("%s: %s".formatted(model.folder(), e.getMessage()), e);
        }
    }

    /** Such a model has two graphs, which its predictor tries together. */
    private static String generating(ModelPackage model, EngineSource source) {
        try (TracingPredictor predictor = Predictors.open(ModelUse.usual(model, PredictorOptions.defaults()), source)) {
            return predictor.model().engine();
        }
    }
}

package dev.scholion.models.predict;

import dev.scholion.models.TaskSpec;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.engine.Engine;
import dev.scholion.models.engine.EngineSource;
import dev.scholion.models.text.TextTokenizer;

/** Loads a model, asks it once, and frees it: whether it is what it promises, for tasks of every kind. */
public final class ModelTrial {
    private ModelTrial() {}

    /**
     * The engine's description.
     *
     * @throws ModelPackageException if the model cannot be loaded, or an output has not the shape that its task needs
     */
    public static String of(ModelPackage model, EngineSource source) {
        boolean generates =
                model.tasks().stream().anyMatch(head -> head.spec().kind() == TaskSpec.Kind.TEXT_GENERATION);
        if (generates) {
            return generating(model, source);
        }
        try (TextTokenizer tokenizer = TextTokenizer.open(model);
                Engine engine = source.open(model)) {
            RowLayout layout = RowLayout.of(model, PredictorOptions.defaults(), tokenizer, engine.fixedColumns());
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

package dev.scholion.models.predict;

import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.engine.Engine;
import dev.scholion.models.engine.EngineSource;
import dev.scholion.models.engine.OnnxEngine;
import dev.scholion.models.text.TextTokenizer;

/** Opens predictors that belong to their caller. Callers that share one use {@link SharedPredictors}. */
public final class Predictors {
    private Predictors() {}

    /**
     * Loads a model for ONNX Runtime on the CPU, and runs one row to see that it works.
     *
     * @throws dev.scholion.models.catalog.ModelPackageException if the package is not what it promised
     */
    public static BatchingPredictor open(ModelPackage model, PredictorOptions options) {
        return open(model, options, OnnxEngine::cpu);
    }

    /** As {@link #open(ModelPackage, PredictorOptions)}, on an engine of the caller's choice. */
    public static BatchingPredictor open(ModelPackage model, PredictorOptions options, EngineSource source) {
        TextTokenizer tokenizer = TextTokenizer.open(model);
        try {
            Engine engine = source.open(model);
            try {
                RowLayout layout = RowLayout.of(model, options, tokenizer, engine.fixedColumns());
                layout.probe().prove(model, engine, layout.batch());
                return new BatchingPredictor(model, options, tokenizer, engine, layout);
            } catch (RuntimeException e) {
                engine.close();
                throw e;
            }
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }
}

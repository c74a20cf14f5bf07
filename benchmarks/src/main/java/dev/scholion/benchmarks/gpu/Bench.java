package dev.scholion.benchmarks.gpu;

import dev.scholion.benchmarks.rate.EngineRate;
import dev.scholion.benchmarks.rate.Rows;
import dev.scholion.benchmarks.shape.EncoderShape;
import dev.scholion.benchmarks.shape.RandomModel;
import dev.scholion.benchmarks.standin.StandInProvider;
import dev.scholion.models.batch.BudgetOverride;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.engine.Engine;
import dev.scholion.models.engine.EngineChoice;
import dev.scholion.models.engine.EngineOptions;
import dev.scholion.models.engine.EngineRequest;
import dev.scholion.models.engine.EngineShapes;
import dev.scholion.models.engine.TensorRtOptions;
import dev.scholion.models.predict.ModelUse;
import dev.scholion.models.predict.PredictorOptions;
import dev.scholion.models.predict.Predictors;
import dev.scholion.models.predict.TracingPredictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes models and opens engines and predictors for them, as the options say. */
final class Bench {
    static final int LABELS = 3;

    private final GpuOptions options;

    Bench(GpuOptions options) {
        this.options = options;
    }

    GpuOptions options() {
        return options;
    }

    /** The shape that is run for one that is meant. */
    EncoderShape shape(EncoderShape meant) {
        return options.tiny() ? EncoderShape.TINY : meant;
    }

    /** A model of a shape with the graph of a precision, made when it is first asked for. */
    ModelPackage model(EncoderShape meant, int window, RandomModel.Graph graph) throws IOException {
        EncoderShape shape = shape(meant);
        Path folder = options.folder().resolve("%s-%d-%s".formatted(shape.name(), window, graph.precision()));
        Path done = folder.resolve(".complete");
        if (!Files.exists(done)) {
            RandomModel model = new RandomModel(shape, window, LABELS);
            if (options.engine().equals(StandInProvider.KIND)) {
                model.writeDescription(folder, options.tokenizer());
            } else {
                model.write(folder, options.tokenizer(), List.of(graph));
            }
            Files.createFile(done);
        }
        boolean described = options.engine().equals(StandInProvider.KIND);
        return ModelPackage.read(folder, described ? Optional.empty() : Optional.of(graph.precision()));
    }

    Engine engine(ModelPackage model, String kind, TensorRtOptions.Precision precision) {
        return EngineChoice.ofThisMachine()
                .open(new EngineRequest(
                        model, EngineShapes.of(model, BudgetOverride.NONE), engineOptions(kind, precision)));
    }

    /** The engine that is measured, on a graph of floats. */
    Engine engine(ModelPackage model) {
        return engine(model, options.engine(), TensorRtOptions.Precision.FP16);
    }

    EngineOptions engineOptions(String kind, TensorRtOptions.Precision precision) {
        TensorRtOptions usual = TensorRtOptions.defaults();
        return EngineOptions.only(kind)
                .withTensorRt(new TensorRtOptions(
                        precision,
                        options.lanes(),
                        options.libraries(),
                        options.folder().resolve("engines"),
                        usual.cudaGraphs(),
                        usual.whileBuilding(),
                        usual.buildTimeout()));
    }

    /** As the job opens it. */
    TracingPredictor predictor(ModelPackage model) {
        return Predictors.open(ModelUse.usual(
                model,
                PredictorOptions.defaults()
                        .withEngine(engineOptions(options.engine(), TensorRtOptions.Precision.FP16))));
    }

    /** Full batches of one length. */
    EngineRate fixed(Engine engine, ModelPackage model, int columns, int rows, int lanes) {
        Rows full =
                Rows.ofLength(model, columns, rows, "A train from Lisbon was late, and nobody knew why. ".repeat(40));
        return new EngineRate(engine, full.padded(columns, rows), model.padId(), lanes, options.span());
    }
}

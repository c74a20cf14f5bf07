package dev.scholion.streaming.cli;

import dev.scholion.models.engine.Engine;
import dev.scholion.models.engine.EngineChoice;
import dev.scholion.models.engine.EngineRequest;
import dev.scholion.models.engine.EngineShapes;
import dev.scholion.models.predict.PredictorOptions;
import dev.scholion.streaming.cli.view.SafeText;
import dev.scholion.streaming.config.ConfigurationException;
import dev.scholion.streaming.enrich.ConfiguredModel;
import dev.scholion.streaming.job.Preparation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Opens the engines of a pipeline once, so that those that have to be built lie in the cache when the job starts. */
@Command(
        name = "build",
        description = {
            "Builds the engines that a pipeline needs on this machine's GPU, and puts them into its cache.",
            "Run it on a machine with the GPU that the workers have, before they start. What is built",
            "already is only tried. Exit code 1 if an engine cannot be had."
        })
final class EnginesBuildCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final PipelineOption pipeline = new PipelineOption();

    EnginesBuildCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws ConfigurationException {
        EngineChoice choice = EngineChoice.ofThisMachine();
        for (ConfiguredModel model :
                Preparation.of(pipeline.read(), surroundings.catalog()).models()) {
            PredictorOptions options = model.use().options();
            EngineRequest request =
                    new EngineRequest(model.model(), EngineShapes.of(model.model(), options.batch()), options.engine());
            long start = System.nanoTime();
            try (Engine engine = choice.open(request)) {
                surroundings
                        .out()
                        .println("%s: %s, after %.1f s"
                                .formatted(
                                        SafeText.of(model.model().name()),
                                        SafeText.of(engine.description()),
                                        (System.nanoTime() - start) / 1e9));
            }
        }
        return ExitCodes.DONE;
    }
}

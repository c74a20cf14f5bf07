package dev.scholion.streaming.cli;

import dev.scholion.models.engine.EngineChoice;
import dev.scholion.models.engine.EngineOptions;
import dev.scholion.models.engine.TensorRtOptions;
import dev.scholion.streaming.cli.view.Paint;
import dev.scholion.streaming.cli.view.SafeText;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What can run models on this machine. */
@Command(
        name = "engines",
        description = {
            "Tells which engines can run models on this machine, best first, and of each other one why not.",
            "A GPU is asked for in a child process, so that a broken driver harms nothing."
        },
        subcommands = EnginesBuildCommand.class,
        commandListHeading = "%nCommands:%n",
        footer = {"", "docs/gpu.md tells what each engine needs."})
final class EnginesCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--device", paramLabel = "N", description = "Which GPU. Default: ${DEFAULT-VALUE}.")
    private int device;

    @Option(
            names = "--tensorrt-libraries",
            paramLabel = "FOLDER",
            description = "Where TensorRT's libraries are. Default: ${DEFAULT-VALUE}.")
    private Path libraries = TensorRtOptions.defaults().libraries();

    EnginesCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        EngineOptions options = EngineOptions.automatic()
                .withDevice(device)
                .withTensorRt(TensorRtOptions.defaults().withLibraries(libraries));
        EngineChoice choice = EngineChoice.ofThisMachine();
        for (String kind : choice.kinds()) {
            Optional<String> problem = choice.unavailable(kind, options);
            surroundings
                    .out()
                    .println("%-9s %s"
                            .formatted(
                                    SafeText.of(kind),
                                    problem.map(why -> paint(Paint.Colour.YELLOW, "no") + "  " + SafeText.of(why))
                                            .orElseGet(() -> paint(Paint.Colour.GREEN, "ok"))));
        }
        return ExitCodes.DONE;
    }

    private String paint(Paint.Colour colour, String text) {
        return surroundings.paint().in(colour, text);
    }
}

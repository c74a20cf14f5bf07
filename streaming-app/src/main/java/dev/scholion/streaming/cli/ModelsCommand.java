package dev.scholion.streaming.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** What there is in the way of models. Without a subcommand it lists them. */
@Command(
        name = "models",
        description = {
            "Lists models, brings them in, checks and measures them.",
            "Models of your own lie in ~/.scholion/models, or where SCHOLION_MODELS says."
        },
        subcommands = {
            ModelsListCommand.class,
            ModelsAddCommand.class,
            ModelsPullCommand.class,
            ModelsVerifyCommand.class,
            ModelsEvalCommand.class,
            ModelsShowCommand.class
        },
        commandListHeading = "%nCommands:%n",
        footer = {"", "Without a command it lists. docs/models-of-your-own.md tells how to bring a model."})
final class ModelsCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    ModelsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return new ModelsListCommand(surroundings).call();
    }
}

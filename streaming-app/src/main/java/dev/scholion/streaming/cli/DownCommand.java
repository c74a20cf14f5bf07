package dev.scholion.streaming.cli;

import dev.scholion.streaming.local.LocalRun;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops the local run. */
@Command(
        name = "down",
        description = {
            "Stops what 'up' started, and nothing else.",
            "Topics, schemas and checkpoints are kept for the next 'up'. A job that ran is not resumed by itself:",
            "'run --from-checkpoint' goes on where it was."
        })
final class DownCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final RunFolderOption folder = new RunFolderOption();

    DownCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        LocalRun run = folder.run(surroundings.installation());
        if (run.down(new RunReport(surroundings)) == 0) {
            surroundings.out().println("Nothing runs in " + run.folder() + ".");
        }
        return ExitCodes.DONE;
    }
}

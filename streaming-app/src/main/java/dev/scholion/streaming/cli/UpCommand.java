package dev.scholion.streaming.cli;

import dev.scholion.streaming.local.LocalRun;
import dev.scholion.streaming.local.RunPlan;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the local run in the background. */
@Command(
        name = "up",
        description = {
            "Starts a local broker, registry and Flink cluster in the background.",
            "They listen on 127.0.0.1 only. What runs already is left alone, so this also brings back what has died."
        })
final class UpCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final RunFolderOption folder = new RunFolderOption();

    @Option(names = "--broker-port", paramLabel = "PORT", description = "Default: ${DEFAULT-VALUE}.")
    private int brokerPort = RunPlan.USUAL.brokerPort();

    @Option(names = "--registry-port", paramLabel = "PORT", description = "Default: ${DEFAULT-VALUE}.")
    private int registryPort = RunPlan.USUAL.registryPort();

    @Option(names = "--web-port", paramLabel = "PORT", description = "Flink's web page. Default: ${DEFAULT-VALUE}.")
    private int webPort = RunPlan.USUAL.webPort();

    @Option(
            names = "--task-managers",
            paramLabel = "N",
            description = "Flink worker processes. Default: ${DEFAULT-VALUE}.")
    private int taskManagers = RunPlan.USUAL.taskManagers();

    @Option(names = "--slots", paramLabel = "N", description = "Slots of each worker. Default: ${DEFAULT-VALUE}.")
    private int slots = RunPlan.USUAL.slots();

    UpCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        LocalRun run = folder.run(surroundings.installation());
        run.up(new RunPlan(brokerPort, registryPort, webPort, taskManagers, slots), new RunReport(surroundings));
        surroundings.out().println("Logs and data are in " + run.folder() + "; 'scholion down' stops it all.");
        return ExitCodes.DONE;
    }
}

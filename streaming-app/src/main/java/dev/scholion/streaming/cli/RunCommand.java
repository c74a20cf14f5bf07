package dev.scholion.streaming.cli;

import dev.scholion.streaming.config.ConfigurationException;
import dev.scholion.streaming.enrich.EnrichmentPlan;
import dev.scholion.streaming.job.Preparation;
import dev.scholion.streaming.job.Submission;
import java.net.URI;
import java.util.concurrent.Callable;
import org.apache.flink.core.execution.JobClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Submits a pipeline to a Flink cluster. */
@Command(
        name = "run",
        description = {
            "Submits a pipeline to a Flink cluster, after the same checks.",
            "The job goes on without this command. The cluster needs Scholion's jars in its lib folder; the local",
            "run's has them."
        })
final class RunCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final PipelineOption pipeline = new PipelineOption();

    @Mixin
    private final RunFolderOption folder = new RunFolderOption();

    @Option(
            names = "--flink",
            paramLabel = "URL",
            description = "The JobManager's REST address. Default: the local run's.")
    private @Nullable URI flink;

    @Option(
            names = {"--from-checkpoint", "--from-savepoint"},
            paramLabel = "PATH",
            description = "Go on from this checkpoint or savepoint. Default: start as the file's input.start says.")
    private @Nullable String restoreFrom;

    @Option(names = "--create-topics", description = "Create missing topics with the brokers' defaults.")
    private boolean createTopics;

    RunCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        URI cluster = cluster();
        Preparation preparation;
        try {
            preparation = Preparation.of(pipeline.read(), surroundings.catalog());
        } catch (ConfigurationException e) {
            throw new CommandException(ExitCodes.CONFIGURATION, String.valueOf(e.getMessage()), e);
        }
        preparation.models().forEach(model -> surroundings.out().println("model " + ModelLine.of(model)));
        if (createTopics) {
            preparation
                    .createMissingTopics()
                    .forEach(topic -> surroundings.out().println("created topic " + topic));
        }
        JobClient job = submit(plan(preparation), cluster);
        surroundings.out().println("job " + job.getJobID() + " was accepted");
        surroundings.out().println(cluster + "/#/job/running/" + job.getJobID());
        return ExitCodes.DONE;
    }

    private EnrichmentPlan plan(Preparation preparation) throws CommandException {
        try {
            return preparation.plan();
        } catch (ConfigurationException e) {
            String message = String.valueOf(e.getMessage());
            String advice = !createTopics && message.contains("' does not exist")
                    ? System.lineSeparator() + "--create-topics makes what is missing"
                    : "";
            throw new CommandException(ExitCodes.FAILED, message + advice, e);
        }
    }

    private JobClient submit(EnrichmentPlan plan, URI cluster) throws CommandException {
        try {
            return Submission.submit(plan, cluster, restoreFrom);
        } catch (Exception e) {
            throw new CommandException(
                    ExitCodes.FAILED,
                    cluster + " did not take the job: " + innermost(e).getMessage(),
                    e);
        }
    }

    private URI cluster() throws Exception {
        if (flink != null) {
            return flink;
        }
        return URI.create(folder.run(surroundings.installation())
                .address("jobmanager")
                .orElseThrow(() -> new CommandException(
                        ExitCodes.FAILED,
                        "no local Flink cluster runs; 'scholion up' starts one, --flink names another")));
    }

    private static Throwable innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}

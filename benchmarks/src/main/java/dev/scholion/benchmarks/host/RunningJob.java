package dev.scholion.benchmarks.host;

import dev.scholion.models.catalog.Catalog;
import dev.scholion.streaming.config.PipelineConfig;
import dev.scholion.streaming.config.PipelineReader;
import dev.scholion.streaming.job.Preparation;
import dev.scholion.streaming.job.Submission;
import dev.scholion.streaming.local.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;

/** The real job, as its pipeline file says. Closing cancels it and waits until it is gone. */
final class RunningJob implements AutoCloseable {
    private final JobClient client;

    private RunningJob(JobClient client) {
        this.client = client;
    }

    /**
     * Starts a job and returns when its model is loaded.
     *
     * @param yaml of the pipeline file
     */
    static RunningJob start(LocalServers servers, Path folder, String yaml) throws Exception {
        Path file = Files.createTempFile(folder, "pipeline", ".yaml");
        Files.writeString(file, yaml);
        PipelineConfig config = PipelineReader.read(file, Map.of());
        Preparation preparation = Preparation.of(config, new Catalog(List.of()));
        preparation.createMissingTopics();
        JobClient client = Submission.submit(preparation.plan(), servers.flink().url(), null);
        servers.flink().awaitRunning(client.getJobID().toString(), Progress.SILENT);
        return new RunningJob(client);
    }

    @Override
    public void close() throws Exception {
        client.cancel().get(30, TimeUnit.SECONDS);
        client.getJobExecutionResult()
                .handle((result, cancelled) -> {
                    if (cancelled != null && !isCancellation(cancelled)) {
                        throw new CompletionException(cancelled);
                    }
                    return result;
                })
                .get(60, TimeUnit.SECONDS);
    }

    private static boolean isCancellation(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CancellationException
                    || cause.getClass().getSimpleName().contains("Cancel")) {
                return true;
            }
        }
        return false;
    }
}

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
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;

/** The real job, as its pipeline file says. Closing cancels it and waits until it is gone. */
final class RunningJob implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;

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

    /** @throws IllegalStateException if it has ended by itself */
    void requireRunning() {
        JobStatus status = client.getJobStatus().join();
        if (status.isTerminalState()) {
            throw new IllegalStateException("the job is " + status);
        }
    }

    @Override
    public void close() {
        client.cancel().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
        client.getJobExecutionResult()
                .handle((result, cancelled) -> {
                    if (cancelled != null && !isCancellation(cancelled)) {
                        throw new CompletionException(cancelled);
                    }
                    return result;
                })
                .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                .join();
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

package dev.scholion.streaming.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/**
 * A Flink cluster inside this JVM, with its web page on 127.0.0.1.
 *
 * <p>It is up sooner than one of processes, and gone with this JVM. Jobs are submitted as to any other cluster, by its
 * address.
 */
public final class EmbeddedFlink implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MiniCluster cluster;
    private final URI url;

    private EmbeddedFlink(MiniCluster cluster, URI url) {
        this.cluster = cluster;
        this.url = url;
    }

    /**
     * Starts one worker with the given slots; blocks until it has joined.
     *
     * @param folder takes checkpoints and temporary files
     */
    public static EmbeddedFlink start(Path folder, int webPort, int slots) throws LocalRunException {
        try {
            Files.createDirectories(folder.resolve("tmp"));
            Configuration configuration = Configuration.fromMap(FlinkSettings.common(folder.toAbsolutePath(), webPort));
            MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                    .setConfiguration(configuration)
                    .setNumTaskManagers(1)
                    .setNumSlotsPerTaskManager(slots)
                    .build());
            cluster.start();
            return new EmbeddedFlink(cluster, URI.create("http://127.0.0.1:" + webPort));
        } catch (Exception e) { // whatever Flink throws, it has not started
            throw new LocalRunException("the embedded Flink cluster did not start: " + e.getMessage(), e);
        }
    }

    /** The cluster's web page and REST API. */
    public URI url() {
        return url;
    }

    /**
     * Blocks until every task of the job runs, its models loaded.
     *
     * @throws LocalRunException if the job fails, or does not run within two minutes
     */
    public void awaitRunning(String jobId, Progress progress) throws LocalRunException {
        Waiting.until("job", Duration.ofMinutes(2), progress, () -> isRunning(jobId));
    }

    private boolean isRunning(String jobId) throws LocalRunException {
        try (var body = URI.create(url + "/jobs/" + jobId).toURL().openStream()) {
            JsonNode job = JSON.readTree(body);
            String state = job.path("state").asText();
            if (state.equals("FAILED") || state.equals("RESTARTING") || state.equals("FAILING")) {
                throw new LocalRunException("the job does not start: " + cause(jobId));
            }
            int running = 0;
            for (JsonNode vertex : job.path("vertices")) {
                running += vertex.path("status").asText().equals("RUNNING") ? 1 : 0;
            }
            return running > 0 && running == job.path("vertices").size();
        } catch (LocalRunException e) {
            throw e;
        } catch (IOException e) {
            return false; // the REST endpoint learns of a job a moment after its submission
        }
    }

    /** The innermost cause of the last failure. */
    private String cause(String jobId) {
        try (var body =
                URI.create(url + "/jobs/" + jobId + "/exceptions").toURL().openStream()) {
            String trace = JSON.readTree(body)
                    .path("exceptionHistory")
                    .path("entries")
                    .path(0)
                    .path("stacktrace")
                    .asText();
            return trace.lines()
                    .filter(line -> line.startsWith("Caused by: "))
                    .reduce((first, second) -> second)
                    .orElse(trace.lines().findFirst().orElse("unknown cause"))
                    .replaceFirst("^Caused by: ", "");
        } catch (IOException e) {
            return "unknown cause";
        }
    }

    /** Cancels what runs and stops the cluster. Idempotent. */
    @Override
    public void close() {
        cluster.closeAsync()
                .orTimeout(30, TimeUnit.SECONDS)
                .exceptionally(failure -> null)
                .join();
    }
}

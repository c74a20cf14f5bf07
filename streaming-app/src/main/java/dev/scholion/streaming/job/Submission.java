package dev.scholion.streaming.job;

import dev.scholion.streaming.enrich.EnrichmentPlan;
import java.net.URI;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** Hands a job to a running cluster. The cluster has Scholion's jars in its own {@code lib} folder. */
public final class Submission {
    private Submission() {}

    /**
     * Submits and returns once the cluster has accepted the job.
     *
     * @param flink address of the JobManager's REST port, for example {@code http://localhost:8082}
     * @param restoreFrom path of a checkpoint or savepoint to start from, or null to start afresh
     * @throws Exception what Flink's client throws: the cluster cannot be reached, or refuses the job
     */
    public static JobClient submit(EnrichmentPlan plan, URI flink, @Nullable String restoreFrom) throws Exception {
        Configuration configuration = EnrichmentJob.configuration(plan.config());
        configuration.set(DeploymentOptions.TARGET, "remote");
        configuration.set(DeploymentOptions.ATTACHED, false);
        configuration.set(RestOptions.ADDRESS, flink.getHost());
        boolean encrypted = "https".equals(flink.getScheme());
        configuration.set(RestOptions.PORT, flink.getPort() >= 0 ? flink.getPort() : encrypted ? 443 : 80);
        configuration.set(SecurityOptions.SSL_REST_ENABLED, encrypted);
        if (restoreFrom != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, restoreFrom);
        }
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(configuration);
        EnrichmentJob.define(environment, plan);
        return environment.executeAsync();
    }
}

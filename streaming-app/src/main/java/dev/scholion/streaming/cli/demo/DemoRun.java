package dev.scholion.streaming.cli.demo;

import dev.scholion.models.catalog.Catalog;
import dev.scholion.streaming.config.PipelineConfig;
import dev.scholion.streaming.config.PipelineReader;
import dev.scholion.streaming.enrich.EnrichmentPlan;
import dev.scholion.streaming.job.Preparation;
import dev.scholion.streaming.job.Submission;
import dev.scholion.streaming.local.EmbeddedFlink;
import dev.scholion.streaming.local.Installation;
import dev.scholion.streaming.local.LocalRegistry;
import dev.scholion.streaming.local.LocalRunException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.core.execution.JobClient;

/**
 * Broker, registry, Flink and the real job, with the sample through them and an ordinary consumer at the end.
 *
 * <p>All of it is gone when {@link #run} returns, and also when this JVM is killed.
 */
public final class DemoRun {
    /** How long the last results may take after the last event. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Installation installation;
    private final Catalog catalog;
    private final DemoOptions options;
    private final DemoListener listener;

    public DemoRun(Installation installation, Catalog catalog, DemoOptions options, DemoListener listener) {
        this.installation = installation;
        this.catalog = catalog;
        this.options = options;
        this.listener = listener;
    }

    /**
     * Blocks until the demo is over.
     *
     * @param stop ends the demo early when it completes
     * @throws Exception what stood in the way: a server did not start, the model is not there, the job failed
     */
    public DemoSummary run(CompletableFuture<Void> stop) throws Exception {
        SampleStream sample = SampleStream.open(Clock.systemUTC());
        DemoPorts ports = DemoPorts.choose();
        try (DemoFolder folder = DemoFolder.create(installation, options.keep());
                DemoServers servers = new DemoServers(installation, folder.path(), ports, 2, listener)) {
            PipelineConfig config = pipeline(folder.path(), ports);
            Preparation preparation = Preparation.of(config, catalog); // reads the model while the servers start
            servers.broker();
            preparation.createMissingTopics();
            servers.registry();
            EnrichmentPlan plan = preparation.plan();
            EmbeddedFlink flink = servers.flink();
            JobClient job = Submission.submit(plan, flink.url(), null);
            flink.awaitRunning(job.getJobID().toString(), listener);
            listener.ready(config.kafka().bootstrapServers(), config.registry().url(), flink.url());
            return stream(config, plan, sample, stop);
        }
    }

    private DemoSummary stream(
            PipelineConfig config, EnrichmentPlan plan, SampleStream sample, CompletableFuture<Void> stop)
            throws Exception {
        Set<String> taskTopics = new HashSet<>(plan.outputTopics());
        taskTopics.remove(config.output().rejectedTopic());
        Ledger ledger = new Ledger(taskTopics, config.output().rejectedTopic());
        String brokers = config.kafka().bootstrapServers();
        long start = System.nanoTime();
        try (ResultReader results = new ResultReader(
                        brokers,
                        config.registry().url(),
                        plan.outputTopics(),
                        (position, topic, result, nanos) ->
                                ledger.arrived(position, topic, result, nanos).ifPresent(listener::finished));
                Publisher publisher = new Publisher(
                        brokers,
                        config.input().topics().get(0),
                        sample,
                        options.once() ? sample.size() : Integer.MAX_VALUE,
                        (position, event, nanos) ->
                                ledger.sent(position, event, nanos).ifPresent(listener::finished))) {
            publisher.start(options.rate());
            CompletableFuture<Void> allSettled = publisher.done().thenCompose(sent -> ledger.settled());
            await(CompletableFuture.anyOf(publisher.done(), results.end(), stop), Duration.ofDays(365));
            await(CompletableFuture.anyOf(allSettled, results.end(), stop), PATIENCE);
        }
        return ledger.summary(Duration.ofNanos(System.nanoTime() - start));
    }

    private static void await(CompletableFuture<?> event, Duration limit) throws Exception {
        try {
            event.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new LocalRunException("the demo cannot go on: " + e.getMessage(), e);
        } catch (TimeoutException e) {
            // what is missing by now is lost, and the summary says so
        }
    }

    /** The pipeline file, written out for who wants to read it, and read as any other. */
    private static PipelineConfig pipeline(Path folder, DemoPorts ports) throws Exception {
        Path file = folder.resolve("pipeline.yaml");
        try (InputStream resource = EmbeddedFlink.class.getResourceAsStream("demo.yaml")) {
            if (resource == null) {
                throw new IOException("the demo's pipeline file is missing from the jar");
            }
            Files.copy(resource, file);
        }
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("DEMO_BOOTSTRAP_SERVERS", "127.0.0.1:" + ports.broker());
        environment.put("DEMO_REGISTRY", LocalRegistry.url(ports.registry()));
        return PipelineReader.read(file, environment);
    }
}

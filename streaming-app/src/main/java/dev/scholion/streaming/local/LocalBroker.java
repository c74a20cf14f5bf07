package dev.scholion.streaming.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A real Kafka broker on 127.0.0.1: one process that is broker and controller, in a folder of its own.
 *
 * <p>Topics are not made by use, and transactions may stay open for four hours. Integration tests use it as a fixture:
 * start it once for a class, on a temporary folder, and close it. Starting blocks for about two seconds.
 */
public final class LocalBroker implements AutoCloseable {
    /** Where Kafka clients expect a broker. */
    public static final int USUAL_PORT = 9092;

    static final String NAME = "broker";

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final int port;
    private final ServerProcess process;

    private LocalBroker(int port, ServerProcess process) {
        this.port = port;
        this.process = process;
    }

    /** Starts a broker that lives as long as this JVM, on a free port. */
    public static LocalBroker start(Installation installation, Path folder) throws LocalRunException {
        Ports ports = new Ports();
        return start(installation, folder, ports.any(), ports.any(), Lifetime.ATTACHED, Progress.SILENT);
    }

    /**
     * Starts a broker and returns when it answers.
     *
     * @param folder keeps the broker's data, configuration and log; what a former run left there is used again
     * @param controllerPort for the broker's talk with itself
     * @throws LocalRunException if it ends or is not ready within 90 s; nothing is left running then
     */
    public static LocalBroker start(
            Installation installation, Path folder, int port, int controllerPort, Lifetime lifetime, Progress progress)
            throws LocalRunException {
        Path data = folder.toAbsolutePath().resolve("data");
        Path configuration = folder.toAbsolutePath().resolve("server.properties");
        try {
            Files.createDirectories(data);
            Files.write(configuration, configuration(data, port, controllerPort));
        } catch (IOException e) {
            throw new LocalRunException("cannot write " + configuration + ": " + e.getMessage(), e);
        }
        List<String> options = new ArrayList<>(ServerSpec.QUICK);
        options.add("-Xmx384m");
        options.add(installation.archiveOption(NAME));
        options.add("-Dlog4j2.configurationFile=" + installation.logging());
        options.add("-Dlog4j2.disableJmx=true");
        options.add("-D" + ChildMain.FORMAT + "=" + data);
        ServerProcess process = ServerProcess.start(
                new ServerSpec(
                        NAME,
                        installation.brokerClassPath() + File.pathSeparator + Installation.ownCode(),
                        options,
                        "kafka.Kafka",
                        List.of(configuration.toString()),
                        folder.resolve("broker.log")),
                lifetime);
        process.awaitReady(() -> answers(port), LIMIT, progress);
        return new LocalBroker(port, process);
    }

    /** For {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    ProcessHandle handle() {
        return process.handle();
    }

    /** Stops the broker, so that its data is whole. Idempotent. */
    @Override
    public void close() {
        process.close();
    }

    /** Whether a broker that has joined its cluster answers on the port. Blocks for two seconds at most. */
    static boolean answers(int port) {
        if (!Ports.isOpen(port)) {
            return false;
        }
        Map<String, Object> properties = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 1_500,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 1_500);
        try (Admin admin = Admin.create(properties)) {
            return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<String> configuration(Path data, int port, int controllerPort) {
        return List.of(
                "process.roles=broker,controller",
                "node.id=1",
                "controller.quorum.voters=1@127.0.0.1:" + controllerPort,
                "controller.listener.names=CONTROLLER",
                "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners=PLAINTEXT://127.0.0.1:" + port,
                "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs=" + data,
                "num.partitions=2",
                "auto.create.topics.enable=false",
                "offsets.topic.replication.factor=1",
                "offsets.topic.num.partitions=4",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.min.isr=1",
                "transaction.state.log.num.partitions=4",
                "transaction.max.timeout.ms=" + Duration.ofHours(4).toMillis(),
                "share.coordinator.state.topic.replication.factor=1",
                "share.coordinator.state.topic.min.isr=1",
                "share.coordinator.state.topic.num.partitions=1",
                "group.initial.rebalance.delay.ms=0",
                "log.cleaner.dedupe.buffer.size=16777216",
                "num.network.threads=2",
                "num.io.threads=4",
                "background.threads=2");
    }
}

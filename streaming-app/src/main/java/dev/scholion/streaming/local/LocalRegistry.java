package dev.scholion.streaming.local;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A real schema registry on 127.0.0.1: Apicurio Registry, spoken to by its Confluent-compatible API.
 *
 * <p>Its schemas are kept in its folder. Integration tests use it as a fixture: start it once for a class, on a temporary
 * folder, and close it. Starting blocks for two to five seconds.
 */
public final class LocalRegistry implements AutoCloseable {
    /** Where users of Confluent's registry expect one. */
    public static final int USUAL_PORT = 8081;

    static final String NAME = "registry";

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final int port;
    private final ServerProcess process;

    private LocalRegistry(int port, ServerProcess process) {
        this.port = port;
        this.process = process;
    }

    /** Starts a registry that lives as long as this JVM, on a free port. */
    public static LocalRegistry start(Installation installation, Path folder) throws LocalRunException {
        return start(installation, folder, new Ports().any(), Lifetime.ATTACHED, Progress.SILENT);
    }

    /**
     * Starts a registry and returns when it answers.
     *
     * @param folder keeps the schemas and the log; what a former run left there is used again
     * @throws LocalRunException if it ends or is not ready within 120 s; nothing is left running then
     */
    public static LocalRegistry start(
            Installation installation, Path folder, int port, Lifetime lifetime, Progress progress)
            throws LocalRunException {
        Path database = folder.toAbsolutePath().resolve("schemas");
        List<String> options = new ArrayList<>(ServerSpec.QUICK);
        options.add("-Xmx256m");
        options.add(installation.archiveOption(NAME));
        options.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        options.add("-Dquarkus.http.host=127.0.0.1");
        options.add("-Dquarkus.http.port=" + port);
        options.add("-Dquarkus.http.access-log.enabled=false");
        options.add("-Dapicurio.storage.kind=sql");
        options.add("-Dapicurio.storage.sql.kind=h2");
        options.add("-Dapicurio.datasource.url=jdbc:h2:file:" + database);
        options.add("-Dapicurio.datasource.jdbc.initial-size=2");
        options.add("-Dapicurio.datasource.jdbc.min-size=2");
        ServerProcess process = ServerProcess.start(
                new ServerSpec(
                        NAME,
                        installation.registryClassPath() + File.pathSeparator + Installation.ownCode(),
                        options,
                        "io.quarkus.runner.GeneratedMain",
                        List.of(),
                        folder.resolve("registry.log")),
                lifetime);
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
        process.awaitReady(() -> answers(client, port), LIMIT, progress);
        return new LocalRegistry(port, process);
    }

    /** Root of the Confluent-compatible API. */
    public String url() {
        return url(port);
    }

    public int port() {
        return port;
    }

    ProcessHandle handle() {
        return process.handle();
    }

    /** Stops the registry. Idempotent. */
    @Override
    public void close() {
        process.close();
    }

    /** The API of a registry that listens, or is about to, on the port. */
    public static String url(int port) {
        return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
    }

    private static boolean answers(HttpClient client, int port) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url(port) + "/subjects"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

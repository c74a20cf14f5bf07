package dev.scholion.streaming.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One process of a real Flink cluster on 127.0.0.1: the JobManager with its web page, or a TaskManager.
 *
 * <p>Both run from this JVM's class path, so a job's classes and native libraries are there before any job and live once
 * a process. Integration tests use them as fixtures.
 */
public final class LocalFlink implements AutoCloseable {
    /** Flink's own 8081 is left to the registry. */
    public static final int USUAL_WEB_PORT = 8082;

    static final String JOB_MANAGER = "jobmanager";
    static final String TASK_MANAGER = "taskmanager";

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    private final int webPort;
    private final ServerProcess process;

    private LocalFlink(int webPort, ServerProcess process) {
        this.webPort = webPort;
        this.process = process;
    }

    /**
     * Starts a JobManager and returns when its web page answers.
     *
     * @param folder of the whole cluster: configuration, logs, checkpoints
     * @param slots of each TaskManager that will join
     * @throws LocalRunException if it ends or is not ready within 120 s; nothing is left running then
     */
    public static LocalFlink startJobManager(
            Installation installation,
            Path folder,
            int webPort,
            int rpcPort,
            int slots,
            Lifetime lifetime,
            Progress progress)
            throws LocalRunException {
        Path root = folder.toAbsolutePath();
        writeConfiguration(root, FlinkSettings.cluster(root, webPort, rpcPort, slots));
        List<String> options = new ArrayList<>(ServerSpec.QUICK);
        options.add("-Xmx512m");
        ServerProcess process = start(
                installation,
                root,
                JOB_MANAGER,
                options,
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                List.of(),
                lifetime);
        LocalFlink flink = new LocalFlink(webPort, process);
        process.awaitReady(() -> flink.answers("/overview"), LIMIT, progress);
        return flink;
    }

    /**
     * Starts a TaskManager and returns when the JobManager knows it.
     *
     * @param number sets its log and its state apart from other TaskManagers', from 1
     * @throws LocalRunException if it ends or is not ready within 120 s; nothing is left running then
     */
    public static LocalFlink startTaskManager(
            Installation installation, Path folder, int webPort, int number, Lifetime lifetime, Progress progress)
            throws LocalRunException {
        String id = TASK_MANAGER + "-" + number + "-" + Long.toHexString(System.nanoTime());
        ServerProcess process = start(
                installation,
                folder.toAbsolutePath(),
                TASK_MANAGER + "-" + number,
                List.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xshare:auto", "-Xmx768m"),
                "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                List.of("-Dtaskmanager.resource-id=" + id),
                lifetime);
        LocalFlink flink = new LocalFlink(webPort, process);
        process.awaitReady(() -> flink.answers("/taskmanagers/" + id), LIMIT, progress);
        return flink;
    }

    /** The cluster's web page and REST API. */
    public String webUrl() {
        return "http://127.0.0.1:" + webPort;
    }

    ProcessHandle handle() {
        return process.handle();
    }

    /** Stops the process. Idempotent. */
    @Override
    public void close() {
        process.close();
    }

    private boolean answers(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(webUrl() + path))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static ServerProcess start(
            Installation installation,
            Path folder,
            String name,
            List<String> memory,
            String mainClass,
            List<String> settings,
            Lifetime lifetime)
            throws LocalRunException {
        List<String> options = new ArrayList<>(memory);
        List<String> arguments =
                new ArrayList<>(List.of("--configDir", folder.resolve("conf").toString()));
        arguments.addAll(settings);
        options.addAll(FlinkSettings.OPENS);
        options.add("-Dlog4j2.configurationFile=" + installation.logging());
        return ServerProcess.start(
                new ServerSpec(
                        name,
                        Installation.ownClassPath(),
                        options,
                        mainClass,
                        arguments,
                        folder.resolve(name + ".log")),
                lifetime);
    }

    private static void writeConfiguration(Path folder, Map<String, String> settings) throws LocalRunException {
        Path file = folder.resolve("conf").resolve("config.yaml");
        try {
            Files.createDirectories(file.getParent());
            Files.createDirectories(folder.resolve("tmp"));
            Files.write(
                    file,
                    settings.entrySet().stream()
                            .map(setting -> setting.getKey() + ": \"" + setting.getValue() + '"')
                            .toList());
        } catch (IOException e) {
            throw new LocalRunException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}

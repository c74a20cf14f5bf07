package dev.scholion.schemas.registry;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real registry in a process of its own, with its schemas in memory, on a port that was free. */
final class RegistryProcess implements AutoCloseable {
    private static final Path HOME = Path.of(System.getProperty("scholion.home"), "ops/local/registry/target/registry");
    private static final Pattern READY = Pattern.compile("Listening on: (http://\\S+:\\d+)");

    private final Process process;
    private final String url;

    private RegistryProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    static RegistryProcess start() throws Exception {
        if (!Files.isDirectory(HOME)) {
            throw new IllegalStateException(
                    "no registry in " + HOME + ": run mvn -pl ops/local/registry generate-resources");
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=0",
                        "-Dquarkus.log.category.\"io.quarkus\".level=INFO",
                        "-cp",
                        "*" + File.pathSeparator + "lib/*",
                        "io.quarkus.runner.GeneratedMain")
                .directory(HOME.toFile())
                .redirectErrorStream(true)
                .start();
        CompletableFuture<String> url = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(process, url), "registry output");
        reader.setDaemon(true);
        reader.start();
        try {
            return new RegistryProcess(process, url.get(90, TimeUnit.SECONDS) + "/apis/ccompat/v7");
        } catch (Exception e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Confluent's API. */
    String url() {
        return url;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** Reads to the end, so that the process never waits for its reader. */
    private static void read(Process process, CompletableFuture<String> url) {
        Deque<String> last = new ArrayDeque<>();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher ready = READY.matcher(line);
                if (ready.find()) {
                    url.complete(ready.group(1));
                }
                last.add(line);
                if (last.size() > 20) {
                    last.remove();
                }
            }
            url.completeExceptionally(new IllegalStateException("the registry ended:\n" + String.join("\n", last)));
        } catch (IOException e) {
            url.completeExceptionally(new UncheckedIOException(e));
        }
    }
}

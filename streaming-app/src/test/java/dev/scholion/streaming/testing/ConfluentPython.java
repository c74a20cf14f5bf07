package dev.scholion.streaming.testing;

import dev.scholion.streaming.local.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Confluent's Python client in an environment of its own, made once a build from the package index. */
public final class ConfluentPython {
    private final Path folder = Installation.current().home().resolve("ops/conformance");
    private final Path environment = Installation.current()
            .home()
            .resolve("streaming-app/target/conformance")
            .toAbsolutePath();

    /** Skips the test, with its reason printed, where Python or the packages cannot be had. */
    public static ConfluentPython installed() throws IOException, InterruptedException {
        ConfluentPython python = new ConfluentPython();
        if (!Files.exists(python.environment.resolve("installed"))) {
            python.demand("python3", "-m", "venv", python.environment.toString());
            python.demand(
                    python.interpreter(),
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--require-hashes",
                    "--requirement",
                    python.folder.resolve("requirements.txt").toString());
            Files.createFile(python.environment.resolve("installed"));
        }
        return python;
    }

    /** The results of a topic, or of several separated by commas, one JSON object a line, as Confluent's deserializer gives them. */
    public List<String> read(String bootstrapServers, String registryUrl, String topic, int count)
            throws IOException, InterruptedException {
        Outcome outcome = run(
                interpreter(),
                folder.resolve("read_results.py").toString(),
                bootstrapServers,
                registryUrl,
                topic,
                Integer.toString(count));
        if (outcome.code() != 0) {
            throw new IOException("read_results.py: " + outcome.output());
        }
        return outcome.output().lines().toList();
    }

    private String interpreter() {
        return environment.resolve("bin/python").toString();
    }

    private void demand(String... command) throws InterruptedException {
        String problem;
        try {
            Outcome outcome = run(command);
            problem = outcome.code() == 0 ? "" : outcome.output();
        } catch (IOException e) {
            problem = String.valueOf(e.getMessage());
        }
        if (!problem.isEmpty()) {
            String reason = "SKIPPED: Confluent's Python client cannot be installed: " + problem.strip();
            System.out.println(reason);
            Assumptions.abort(reason);
        }
    }

    private record Outcome(int code, String output) {}

    private static Outcome run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("no end after five minutes: " + String.join(" ", command));
        }
        return new Outcome(process.exitValue(), output);
    }
}

package dev.scholion.streaming.local;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** A child JVM that runs. Closing stops it, gently at first. */
final class ServerProcess implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final int TAIL_LINES = 12;

    private final ServerSpec spec;
    private final Process process;

    private ServerProcess(ServerSpec spec, Process process) {
        this.spec = spec;
        this.process = process;
    }

    static ServerProcess start(ServerSpec spec, Lifetime lifetime) throws LocalRunException {
        try {
            Files.createDirectories(spec.log().toAbsolutePath().getParent());
            keepFormerLog(spec.log());
            ProcessBuilder builder = new ProcessBuilder(spec.command(lifetime))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.to(spec.log().toFile()))
                    .redirectInput(
                            lifetime.isAttached()
                                    ? ProcessBuilder.Redirect.PIPE
                                    : ProcessBuilder.Redirect.from(new File("/dev/null")));
            builder.environment().put("CLASSPATH", spec.classPath());
            Process process = builder.start();
            lifetime.started(process.toHandle());
            return new ServerProcess(spec, process);
        } catch (IOException e) {
            throw new LocalRunException("cannot start the " + spec.name() + ": " + e.getMessage(), e);
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    Path log() {
        return spec.log();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Blocks until the process says that it is ready.
     *
     * @param ready asked about 25 times a second
     * @throws LocalRunException if the process ended, with the end of its log, or was not ready within the limit; it is
     *     stopped then
     */
    void awaitReady(BooleanSupplier ready, Duration limit, Progress progress) throws LocalRunException {
        try {
            Waiting.until(spec.name(), limit, progress, () -> {
                if (!process.isAlive()) {
                    throw new LocalRunException(
                            "the %s ended with exit code %d".formatted(spec.name(), process.exitValue()));
                }
                return ready.getAsBoolean();
            });
        } catch (LocalRunException e) {
            close();
            throw new LocalRunException("%s. Its log is %s:%n%s".formatted(e.getMessage(), spec.log(), tail()), e);
        }
    }

    /** Asks the process to end, and after 20 s makes it. Idempotent. */
    @Override
    public void close() {
        stop(process.toHandle(), GRACE);
    }

    /** Asks a process to end, makes it after the grace time, and returns when it is gone. */
    static void stop(ProcessHandle process, Duration grace) {
        process.destroy();
        if (!process.onExit()
                .thenApply(gone -> true)
                .completeOnTimeout(false, grace.toMillis(), TimeUnit.MILLISECONDS)
                .join()) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    /** The log of a process that died says why: the next start must not take it away. */
    private static void keepFormerLog(Path log) throws IOException {
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The lines from the first error on, or the last ones if there is none. */
    private String tail() {
        try {
            List<String> lines = Files.readAllLines(spec.log(), StandardCharsets.UTF_8);
            int from = Math.max(0, lines.size() - TAIL_LINES);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).contains("ERROR") || lines.get(i).contains("Exception")) {
                    from = i;
                    break;
                }
            }
            return lines.subList(from, Math.min(lines.size(), from + TAIL_LINES)).stream()
                    .map(line -> "  " + line)
                    .collect(Collectors.joining(System.lineSeparator()));
        } catch (IOException e) {
            return "  (cannot be read: " + e.getMessage() + ")";
        }
    }
}

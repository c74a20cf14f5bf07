package dev.scholion.streaming.local;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * What a state file says about a process that was started in the background.
 *
 * @param pid means nothing without {@code since}: the system gives ids out again
 * @param since when the process began, as the system tells
 * @param address where it is to be reached, for people; for the broker also for clients
 * @param port of the address
 * @param innerPort used among the cluster's processes only, or 0
 */
record ProcessRecord(String name, long pid, Instant since, String address, int port, int innerPort) {
    /** The system's clock of process starts is coarse, and moves with corrections of the time. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    static ProcessRecord of(String name, ProcessHandle process, String address, int port, int innerPort) {
        Instant since = process.info().startInstant().orElseGet(Instant::now);
        return new ProcessRecord(name, process.pid(), since, address, port, innerPort);
    }

    /** The process, if it is still the one that was started. */
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                // A killed process that nobody has waited for yet is alive in name only, and has no command.
                .filter(process -> process.info().command().isPresent())
                .filter(process -> process.info()
                        .startInstant()
                        .map(start -> Duration.between(start, since).abs().compareTo(TOLERANCE) <= 0)
                        .orElse(false));
    }

    /** Writes beside the file and then moves, so that nobody reads half a record. */
    void write(Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("name", name);
        properties.setProperty("pid", Long.toString(pid));
        properties.setProperty("since", since.toString());
        properties.setProperty("address", address);
        properties.setProperty("port", Integer.toString(port));
        properties.setProperty("inner-port", Integer.toString(innerPort));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try (Writer writer = Files.newBufferedWriter(beside)) {
            properties.store(writer, null);
        }
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** @throws IOException also if the file is not such a record */
    static ProcessRecord read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            return new ProcessRecord(
                    properties.getProperty("name", ""),
                    Long.parseLong(properties.getProperty("pid", "")),
                    Instant.parse(properties.getProperty("since", "")),
                    properties.getProperty("address", ""),
                    Integer.parseInt(properties.getProperty("port", "")),
                    Integer.parseInt(properties.getProperty("inner-port", "")));
        } catch (RuntimeException e) {
            throw new IOException(file + " is not a process's state: " + e.getMessage(), e);
        }
    }
}

package dev.scholion.streaming.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of a local run: data and logs of each process, and in {@code run/} one state file for each that was
 * started.
 */
final class RunFolder {
    private static final String SUFFIX = ".properties";

    private final Path root;

    RunFolder(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    Path root() {
        return root;
    }

    Path of(String component) {
        return root.resolve(component);
    }

    /**
     * Keeps another {@code up} or {@code down} out of this folder until it is closed.
     *
     * @throws LocalRunException if another one is at work
     */
    Lock lock() throws LocalRunException {
        try {
            Files.createDirectories(state());
            FileChannel channel =
                    FileChannel.open(state().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new LocalRunException("another 'up' or 'down' is at work in " + root);
            }
            return new Lock(lock);
        } catch (LocalRunException e) {
            throw e;
        } catch (IOException e) {
            throw new LocalRunException("cannot write in " + root + ": " + e.getMessage(), e);
        }
    }

    /** The right to change what runs. The system takes it back when this process ends, however it ends. */
    record Lock(FileLock held) implements AutoCloseable {
        void requireHeld() {
            if (!held.isValid()) {
                throw new IllegalStateException("used after it was given back");
            }
        }

        @Override
        public void close() throws IOException {
            held.acquiredBy().close();
        }
    }

    void remember(ProcessRecord started) throws IOException {
        started.write(state().resolve(started.name() + SUFFIX));
    }

    void forget(String name) throws IOException {
        Files.deleteIfExists(state().resolve(name + SUFFIX));
    }

    Optional<ProcessRecord> find(String name) throws IOException {
        Path file = state().resolve(name + SUFFIX);
        return Files.exists(file) ? Optional.of(ProcessRecord.read(file)) : Optional.empty();
    }

    /** All that were started and not stopped, sorted by name. */
    List<ProcessRecord> all() throws IOException {
        if (!Files.isDirectory(state())) {
            return List.of();
        }
        List<Path> files;
        try (Stream<Path> found = Files.list(state())) {
            files = found.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
        List<ProcessRecord> records = new ArrayList<>();
        for (Path file : files) {
            records.add(ProcessRecord.read(file));
        }
        return records;
    }

    private Path state() {
        return root.resolve("run");
    }
}

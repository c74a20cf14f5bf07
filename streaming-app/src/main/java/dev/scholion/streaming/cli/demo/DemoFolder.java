package dev.scholion.streaming.cli.demo;

import dev.scholion.streaming.local.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder of one demo, named after its process. Closing deletes it, unless it is to be kept. */
final class DemoFolder implements AutoCloseable {
    private static final String PREFIX = "demo-";

    private final Path path;
    private final boolean keep;

    private DemoFolder(Path path, boolean keep) {
        this.path = path;
        this.keep = keep;
    }

    /** Makes the folder, and deletes those that demos left behind which were killed. */
    static DemoFolder create(Installation installation, boolean keep) throws IOException {
        Path parent = installation.home().resolve(".scholion");
        Files.createDirectories(parent);
        deleteForsaken(parent);
        return new DemoFolder(
                Files.createDirectories(
                        parent.resolve(PREFIX + ProcessHandle.current().pid())),
                keep);
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        if (!keep) {
            delete(path);
        }
    }

    private static void deleteForsaken(Path parent) throws IOException {
        List<Path> forsaken;
        try (Stream<Path> children = Files.list(parent)) {
            forsaken = children.filter(child -> isForsaken(String.valueOf(child.getFileName())))
                    .toList();
        }
        for (Path folder : forsaken) {
            delete(folder);
        }
    }

    private static boolean isForsaken(String name) {
        return name.matches(PREFIX + "\\d{1,10}")
                && ProcessHandle.of(Long.parseLong(name.substring(PREFIX.length())))
                        .isEmpty();
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> tree = Files.walk(folder)) {
            all = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}

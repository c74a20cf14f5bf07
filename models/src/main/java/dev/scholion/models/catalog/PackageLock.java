package dev.scholion.models.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The file {@code scholion.lock} of a package that was brought in: size and digest of every file as it was then.
 *
 * @param source where the package came from, for people
 * @param entries by file name, relative to the package's folder
 */
public record PackageLock(String source, Map<String, Entry> entries) {
    /** Its name in the package's folder. */
    public static final String NAME = "scholion.lock";

    private static final int FORMAT = 1;

    /** @param sha256 in lower-case hex */
    public record Entry(long size, String sha256) {}

    public PackageLock {
        entries = Map.copyOf(entries);
    }

    /** Describes files as they lie in a folder now. */
    static PackageLock of(Path folder, String source, Collection<String> names) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (String name : names) {
            Path path = folder.resolve(name);
            entries.put(name, new Entry(path.toFile().length(), PackageFile.digestOf(path)));
        }
        return new PackageLock(source, entries);
    }

    /**
     * The lock of a folder, if it has one. Every file in it is there and of its size.
     *
     * @throws ModelPackageException if it is no lock, or a file is missing or of another size
     */
    public static Optional<PackageLock> read(Path folder) {
        Path path = folder.resolve(NAME);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        PackageFile.requireFile(path);
        JsonFile json = new JsonFile(path);
        if (json.at("format").asInt() != FORMAT) {
            throw json.problem("format is %s, expected %d".formatted(json.at("format"), FORMAT));
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (JsonNode node : json.at("files")) {
            String name = node.path("path").asText();
            String sha256 = node.path("sha256").asText();
            if (!folder.resolve(name).normalize().startsWith(folder.normalize())
                    || !sha256.matches("[0-9a-f]{64}")
                    || !node.path("size").canConvertToLong()) {
                throw json.problem("the entry %s is not of the form {path, size, sha256}".formatted(node));
            }
            entries.put(name, new Entry(node.path("size").asLong(), sha256));
        }
        if (entries.isEmpty()) {
            throw json.problem("files is empty");
        }
        PackageLock lock = new PackageLock(json.text("source").orElse("unknown"), entries);
        lock.requireSizes(folder);
        return Optional.of(lock);
    }

    private void requireSizes(Path folder) {
        entries.forEach((name, entry) -> {
            Path path = folder.resolve(name);
            PackageFile.requireFile(path);
            if (path.toFile().length() != entry.size()) {
                throw new ModelPackageException("%s has %d bytes, expected %d"
                        .formatted(path, path.toFile().length(), entry.size()));
            }
        });
    }

    /** Files of the package, by name. */
    List<PackageFile> files(Path folder) {
        return new TreeMap<>(entries)
                .entrySet().stream()
                        .map(entry -> new PackageFile(
                                entry.getKey(),
                                folder.resolve(entry.getKey()),
                                entry.getValue().sha256()))
                        .toList();
    }

    void write(Path folder) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode().put("format", FORMAT).put("source", source);
        ArrayNode files = root.putArray("files");
        new TreeMap<>(entries).forEach((name, entry) -> files.addObject()
                .put("path", name)
                .put("size", entry.size())
                .put("sha256", entry.sha256()));
        mapper.writerWithDefaultPrettyPrinter().writeValue(folder.resolve(NAME).toFile(), root);
    }
}

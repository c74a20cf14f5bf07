package dev.scholion.models.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a package's folder. Where the folder has a lock, their digests are the lock's, and a file that the lock does
 * not know is not read; elsewhere they are as they lie there now.
 */
final class PackageFolder {
    private final Path path;
    private final Optional<PackageLock> lock;

    /** Without a lock: each file is read for its digest once. */
    private final Map<String, PackageFile> asTheyLie = new HashMap<>();

    PackageFolder(Path path) {
        this.path = path;
        this.lock = PackageLock.read(path);
    }

    Path path() {
        return path;
    }

    Optional<PackageLock> lock() {
        return lock;
    }

    /** @throws ModelPackageException if it is missing, or not in the lock */
    PackageFile file(String name) {
        if (lock.isEmpty()) {
            return asTheyLie.computeIfAbsent(name, each -> PackageFile.of(path, name));
        }
        PackageLock.Entry entry = lock.get().entries().get(name);
        if (entry == null) {
            Path missing = path.resolve(name);
            throw new ModelPackageException(
                    Files.exists(missing)
                            ? "%s is not in %s: it came later".formatted(missing, PackageLock.NAME)
                            : missing + " is missing");
        }
        return new PackageFile(name, path.resolve(name), entry.sha256());
    }

    /** As {@link #file}, but the file may be absent. */
    Optional<PackageFile> optional(String name) {
        boolean locked = lock.map(each -> each.entries().containsKey(name)).orElse(false);
        return locked || Files.exists(path.resolve(name)) ? Optional.of(file(name)) : Optional.empty();
    }

    /**
     * Names of the files in one of its folders that end so, sorted.
     *
     * @param folder empty for the package's own, else with {@code /} at its end
     */
    List<String> names(String folder, String ending) {
        if (lock.isPresent()) {
            return lock.get().entries().keySet().stream()
                    .filter(name ->
                            name.startsWith(folder) && name.endsWith(ending) && name.indexOf('/', folder.length()) < 0)
                    .sorted()
                    .toList();
        }
        Path listed = path.resolve(folder);
        if (!Files.isDirectory(listed)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(listed)) {
            return files.map(file -> folder + file.getFileName())
                    .filter(name -> name.endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw PackageFile.unreadable(listed, e);
        }
    }
}

package dev.scholion.models.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds models: by name below its roots, or by the path of any folder.
 *
 * @param roots folders of packages; an earlier one hides a later one's package of the same name
 */
public record Catalog(List<Path> roots) {
    public Catalog {
        roots = List.copyOf(roots);
    }

    /**
     * The folder of a model.
     *
     * @param nameOrPath a name such as {@code news-en}, or the path of a folder
     * @throws ModelPackageException if there is none; the message lists what there is
     */
    public Path resolve(String nameOrPath) {
        return byName(nameOrPath)
                .or(() -> byPath(nameOrPath))
                .orElseThrow(() -> new ModelPackageException(
                        "no model '%s'; below %s there are %s".formatted(nameOrPath, roots, names())));
    }

    /** Reads the package of a model, as {@link #resolve} finds it. */
    public ModelPackage open(String nameOrPath) {
        return open(nameOrPath, Optional.empty());
    }

    /**
     * As {@link #open(String)}, with the graph of a precision if one is asked for.
     *
     * @throws ModelPackageException also if the model has no such graph
     */
    public ModelPackage open(String nameOrPath, Optional<String> precision) {
        return ModelPackage.read(resolve(nameOrPath), precision);
    }

    /** Names of all packages below the roots, sorted. */
    public List<String> names() {
        return roots.stream()
                .filter(Files::isDirectory)
                .flatMap(root -> folders(root).stream())
                .map(folder -> String.valueOf(folder.getFileName()))
                .distinct()
                .sorted()
                .toList();
    }

    private Optional<Path> byName(String name) {
        return roots.stream()
                .filter(Files::isDirectory)
                .flatMap(root -> folders(root).stream())
                .filter(folder -> String.valueOf(folder.getFileName()).equals(name))
                .findFirst();
    }

    private static Optional<Path> byPath(String text) {
        try {
            Path path = Path.of(text);
            return text.isBlank() ? Optional.empty() : Optional.of(path).filter(Files::isDirectory);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static List<Path> folders(Path root) {
        try (Stream<Path> children = Files.list(root)) {
            return children.filter(
                            folder -> !String.valueOf(folder.getFileName()).startsWith("."))
                    .filter(folder -> Files.exists(folder.resolve(ModelPackage.DESCRIPTION))
                            || Files.exists(folder.resolve(PackageLock.NAME))
                            || Files.exists(folder.resolve("config.json")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ModelPackageException(root + " cannot be listed: " + e.getMessage(), e);
        }
    }
}

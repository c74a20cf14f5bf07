package dev.scholion.models.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The folder that a user's own models are brought into. A package appears in it whole or not at all: it is put together in
 * a hidden folder beside, locked, read, tried, and then renamed.
 */
public final class UserCatalog {
    /** What is being put together; its name is none that a model can have. */
    private static final String STAGING = ".incoming";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,95}");

    /** Beside what a model needs: what people want to know of it. */
    private static final Set<String> PAPERS =
            Set.of("README.md", "LICENSE", "LICENSE.txt", "LICENSE.md", "NOTICE", "golden.json");

    private final Path root;

    /** @param root made when the first model is brought in */
    public UserCatalog(Path root) {
        this.root = root;
    }

    public Path root() {
        return root;
    }

    /**
     * Where a model will lie.
     *
     * @throws ModelPackageException if the name is none, or taken and not to be replaced
     */
    public Path place(String name, boolean replace) {
        if (!NAME.matcher(name).matches()) {
            throw new ModelPackageException(
                    "'%s' is no name for a model: letters, digits, '.', '_' and '-', 96 at most".formatted(name));
        }
        Path place = root.resolve(name);
        if (Files.exists(place) && !replace) {
            throw new ModelPackageException(place + " is there already; --replace takes its place");
        }
        return place;
    }

    /** A folder for files that come one by one, the same for each attempt of the same key; the caller fills it. */
    public Path staging(String key) throws IOException {
        return Files.createDirectories(root.resolve(STAGING).resolve(key));
    }

    /**
     * Copies a folder's model into the catalogue. What the model does not need stays behind.
     *
     * @param proof called with the copy before it gets its name; throws if it is not to be kept
     * @throws ModelPackageException if the folder is no model, or the name is taken
     * @throws UncheckedIOException if a file cannot be copied
     */
    public ModelPackage add(Path folder, String name, boolean replace, Consumer<ModelPackage> proof) {
        place(name, replace);
        Set<String> files = new TreeSet<>(filesOf(folder));
        try {
            Path copy = staging(name + "-" + UUID.randomUUID());
            try {
                for (String file : files) {
                    Path target = copy.resolve(file);
                    Files.createDirectories(target.getParent());
                    Files.copy(folder.resolve(file), target);
                }
                return keep(copy, files, "folder " + folder.toAbsolutePath().normalize(), name, replace, proof);
            } finally {
                delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be copied to %s: %s".formatted(folder, root, e.getMessage()), e);
        }
    }

    /**
     * Locks a folder that was filled in {@link #staging}, and gives it its name.
     *
     * @param files what belongs to the package; other files are left where they are
     * @param source where they came from, for people
     * @param proof as of {@link #add}
     */
    public ModelPackage keep(
            Path staged,
            Collection<String> files,
            String source,
            String name,
            boolean replace,
            Consumer<ModelPackage> proof)
            throws IOException {
        Path place = place(name, replace);
        PackageLock.of(staged, source, files).write(staged);
        proof.accept(ModelPackage.read(staged));
        Path former = staged.resolveSibling(staged.getFileName() + ".former");
        if (Files.exists(place)) {
            Files.move(place, former, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(staged, place, StandardCopyOption.ATOMIC_MOVE);
        delete(former);
        return ModelPackage.read(place);
    }

    private static Set<String> filesOf(Path folder) {
        ModelPackage model = ModelPackage.read(folder);
        Set<String> files = new TreeSet<>(PAPERS);
        files.removeIf(paper -> !Files.isRegularFile(folder.resolve(paper)));
        if (Files.exists(folder.resolve(ModelPackage.DESCRIPTION))) {
            files.add(ModelPackage.DESCRIPTION);
        }
        for (String precision : model.precisions()) {
            ModelPackage.read(folder, Optional.of(precision)).files().forEach(file -> files.add(file.name()));
        }
        return files;
    }

    /** Removes a folder with all that is in it. Nothing happens if it is not there. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}

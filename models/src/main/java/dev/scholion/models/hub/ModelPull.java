package dev.scholion.models.hub;

import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.UserCatalog;
import dev.scholion.models.onnx.OnnxFormatException;
import dev.scholion.models.onnx.OnnxGraph;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Brings a model from the hub into a user's catalogue. What has come stays for the next attempt if the way breaks off. */
public final class ModelPull {
    private static final String LOCK = ".pull-lock";

    private final HubClient hub;
    private final UserCatalog catalog;
    private final DownloadListener listener;

    public ModelPull(HubClient hub, UserCatalog catalog, DownloadListener listener) {
        this.hub = hub;
        this.catalog = catalog;
        this.listener = listener;
    }

    /**
     * Fetches a model and keeps it under a name.
     *
     * @param precision of the graph; the most precise one if not said
     * @param proof called with the model before it gets its name; throws if it is not to be kept
     * @throws HubException if the hub has no such model, or it does not come
     * @throws dev.scholion.models.catalog.ModelPackageException if it is no model that can be used, or the name is taken
     */
    public ModelPackage pull(
            HubReference model,
            Optional<String> precision,
            String name,
            boolean replace,
            Consumer<ModelPackage> proof) {
        catalog.place(name, replace);
        HubListing listing = hub.list(model);
        WantedFiles wanted = new WantedFiles(listing);
        List<HubFile> files = new ArrayList<>(wanted.descriptions());
        HubFile graph = wanted.graph(precision);
        files.add(graph);
        try {
            Path folder = catalog.staging(listing.model().toString().replaceAll("[^A-Za-z0-9._-]", "-"));
            try (FileChannel channel = FileChannel.open(
                            folder.resolveSibling(folder.getFileName() + LOCK),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
                    FileLock lock = locked(channel)) {
                if (lock == null) {
                    throw new HubException(listing.model() + " is being fetched by another process");
                }
                fetch(listing, files, folder);
                List<HubFile> external = wanted.external(graph, externalFiles(listing, folder, graph));
                fetch(listing, external, folder);
                files.addAll(external);
                return keep(folder, files, listing, name, replace, proof);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "%s cannot be kept in %s: %s".formatted(listing.model(), catalog.root(), e.getMessage()), e);
        }
    }

    private static @Nullable FileLock locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private void fetch(HubListing listing, List<HubFile> files, Path folder) throws IOException {
        for (HubFile file : files) {
            Path target = folder.resolve(file.path());
            Files.createDirectories(target.getParent());
            hub.download(listing, file, target, listener);
        }
    }

    private static List<String> externalFiles(HubListing listing, Path folder, HubFile graph) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(folder.resolve(graph.path())))) {
            return OnnxGraph.read(in).externalFiles();
        } catch (OnnxFormatException e) {
            UserCatalog.delete(folder);
            throw new HubException(
                    "%s of %s is not an ONNX graph: %s".formatted(graph.path(), listing.model(), e.getMessage()), e);
        }
    }

    /** A model that came whole and is not usable will not be so the next time. */
    private ModelPackage keep(
            Path folder,
            List<HubFile> files,
            HubListing listing,
            String name,
            boolean replace,
            Consumer<ModelPackage> proof)
            throws IOException {
        try {
            return catalog.keep(
                    folder,
                    files.stream().map(HubFile::path).toList(),
                    listing.model().toString(),
                    name,
                    replace,
                    proof);
        } finally {
            UserCatalog.delete(folder);
        }
    }
}

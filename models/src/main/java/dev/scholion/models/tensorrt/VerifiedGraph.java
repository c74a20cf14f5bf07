package dev.scholion.models.tensorrt;

import dev.scholion.models.EngineException;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.catalog.PackageFile;
import dev.scholion.models.engine.FloatWeights;
import dev.scholion.models.onnx.OnnxGraph;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A copy of a graph and of the weights beside it, in a folder that only this user can read: what is parsed there is what was
 * checked here. Closing it removes the copy.
 */
final class VerifiedGraph implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VerifiedGraph.class);

    private final Path folder;
    private final Path graph;

    private VerifiedGraph(Path folder, Path graph) {
        this.folder = folder;
        this.graph = graph;
    }

    /** @throws ModelPackageException if a file is not what was promised, or the graph names one that is not the package's */
    static VerifiedGraph copy(ModelPackage model) {
        Path source = model.graph().path();
        OnnxGraph described = model.describeGraph();
        try {
            Path folder = Files.createTempDirectory("scholion-graph"); // its owner's alone
            VerifiedGraph copy = new VerifiedGraph(
                    folder, folder.resolve(source.getFileName().toString()));
            try {
                if (described.roundsOnlyWeights()) {
                    FloatWeights.write(model, copy.graph); // TensorRT would take it for a quantised model
                    return copy;
                }
                copy(model.graph(), copy.graph);
                for (String location : described.externalFiles()) {
                    copy(weights(model, location), folder.resolve(location));
                }
                return copy;
            } catch (IOException | RuntimeException e) {
                copy.close();
                throw e;
            }
        } catch (IOException e) {
            throw new EngineException("%s cannot be copied for TensorRT: %s".formatted(source, e), e);
        }
    }

    private static PackageFile weights(ModelPackage model, String location) {
        Path path = model.graph().path().resolveSibling(location).normalize();
        return model.external().stream()
                .filter(file -> file.path().equals(path))
                .findFirst()
                .orElseThrow(
                        () -> new ModelPackageException("%s has weights in '%s', which is not a file of the package"
                                .formatted(model.graph().path(), location)));
    }

    private static void copy(PackageFile file, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        DigestInputStream in = new DigestInputStream(file.unverifiedStream(), PackageFile.newSha256());
        try (InputStream closed = in) {
            Files.copy(closed, target);
        }
        file.requireDigest(HexFormat.of().formatHex(in.getMessageDigest().digest()));
    }

    Path graph() {
        return graph;
    }

    /** A file beside the graph, which goes with it. */
    Path beside(String name) {
        return folder.resolve(name);
    }

    /** Never throws. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            LOG.warn("{} was not removed", folder, e);
        }
    }
}

package dev.scholion.models.engine;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.catalog.PackageFile;
import dev.scholion.models.onnx.UnsignedWeights;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bytes of a graph, verified, as a session on this processor is made of them. */
final class SessionGraph {
    private static final Logger LOG = LoggerFactory.getLogger(SessionGraph.class);

    private SessionGraph() {}

    /**
     * The file, with unsigned weights where this processor cannot multiply by signed ones: the same answers everywhere.
     *
     * @throws ModelPackageException if it is not what was promised, or no ONNX graph
     */
    static byte[] read(PackageFile file, OrtEnvironment environment) throws OrtException {
        byte[] graph = file.verifiedBytes();
        return IntegerProducts.saturate(environment) ? withUnsignedWeights(file, graph) : graph;
    }

    private static byte[] withUnsignedWeights(PackageFile file, byte[] graph) {
        UnsignedWeights unsigned;
        try {
            unsigned = UnsignedWeights.of(graph);
        } catch (IOException e) {
            throw new ModelPackageException(file.path() + " is not an ONNX graph: " + e.getMessage(), e);
        }
        if (!unsigned.left().isEmpty()) {
            LOG.warn(
                    "{} multiplies by signed weights in {}. This processor, which has no VNNI, stops sums of such products at 32,767, so answers may differ from those elsewhere; 'scholion models verify' tells how far",
                    file.path(),
                    unsigned.left());
        }
        return unsigned.graph();
    }
}

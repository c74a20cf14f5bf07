package dev.scholion.models.engine;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A graph whose weights are stored in integers, written anew with the weights in floating point: for engines that would take
 * the rounding of weights for a quantised model.
 */
public final class FloatWeights {
    private FloatWeights() {}

    /**
     * Writes the graph as one file that holds its weights, computed by ONNX Runtime from the bytes that were verified. All of
     * its operators stay standard ones.
     *
     * @param model whose graph rounds weights and nothing else
     * @param file to be written; at most 2 GB
     * @throws ModelPackageException if the graph is not what was promised, or ONNX Runtime does not take it
     * @throws IOException if the file cannot be written
     */
    public static void write(ModelPackage model, Path file) throws IOException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        byte[] graph = model.graph().verifiedBytes();
        Files.deleteIfExists(file);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                ExternalWeights weights = ExternalWeights.read(model, graph, environment)) {
            weights.addTo(options);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.BASIC_OPT); // standard operators only
            options.addConfigEntry("session.disable_quant_qdq", "1"); // or the weights stay as they are
            options.setOptimizedModelFilePath(file.toString());
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            environment.createSession(graph, options).close();
        } catch (OrtException e) {
            throw new ModelPackageException(
                    "%s cannot be written in floating point: %s"
                            .formatted(model.graph().path(), e.getMessage()),
                    e);
        }
        if (!Files.isRegularFile(file)) {
            throw new IOException("ONNX Runtime did not write " + file);
        }
    }
}

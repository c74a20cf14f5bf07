package dev.scholion.models.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.scholion.models.EngineException;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.catalog.PackageFile;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One graph of several, of which one output is read; others, such as past keys and values, are not. */
final class GraphSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GraphSession.class);

    private final OrtSession session;
    private final Set<String> inputs;
    private final String output;

    private GraphSession(OrtSession session, String output) {
        this.session = session;
        this.inputs = session.getInputNames();
        this.output = output;
    }

    /**
     * Loads a graph from the bytes that were verified.
     *
     * @param inputs those that can be given; the graph may ask for fewer
     * @throws ModelPackageException if the graph is not what was promised, asks for another input, or lacks the output
     */
    static GraphSession open(OrtEnvironment environment, PackageFile file, Set<String> inputs, String output) {
        OrtSession session;
        try (OrtSession.SessionOptions options = OnnxEngine.forLongRuns()) {
            session = environment.createSession(SessionGraph.read(file, environment), options);
        } catch (OrtException e) {
            throw new ModelPackageException(
                    "%s is no graph that ONNX Runtime %s takes: %s"
                            .formatted(file.path(), environment.getVersion(), e.getMessage()),
                    e);
        }
        GraphSession graph = new GraphSession(session, output);
        if (!inputs.containsAll(graph.inputs) || !session.getOutputNames().contains(output)) {
            graph.close();
            throw new ModelPackageException(
                    "%s has the inputs %s and the outputs %s, expected no input but %s, and '%s'"
                            .formatted(file.path(), graph.inputs, session.getOutputNames(), inputs, output));
        }
        return graph;
    }

    /** Reads an output before it is freed. */
    interface Reader<T> {
        /** @param shape of three dimensions */
        T read(long[] shape, FloatBuffer values);
    }

    <T> T run(Map<String, OnnxTensor> given, Reader<T> reader) throws OrtException {
        Map<String, OnnxTensor> wanted = new HashMap<>(given);
        wanted.keySet().retainAll(inputs);
        try (OrtSession.Result result = session.run(wanted, Set.of(output))) {
            OnnxTensor tensor = (OnnxTensor) result.get(output).orElseThrow();
            FloatBuffer values = tensor.getFloatBuffer();
            long[] shape = tensor.getInfo().getShape();
            if (values == null || shape.length != 3) {
                throw new EngineException("the output '%s' is %s, expected numbers of three dimensions"
                        .formatted(output, tensor.getInfo()));
            }
            return reader.read(shape, values);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException | RuntimeException e) {
            LOG.warn("A session was not freed", e);
        }
    }
}

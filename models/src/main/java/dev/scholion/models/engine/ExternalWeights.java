package dev.scholion.models.engine;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.catalog.PackageFile;
import dev.scholion.models.onnx.ExternalTensor;
import dev.scholion.models.onnx.OnnxGraph;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights that lie beside a graph, in memory outside of the heap until the session has copied them.
 *
 * <p>ONNX Runtime would read them itself, by a path and without a digest; of a graph that is given as bytes it would look
 * for them in the process's working folder. So each is read here, its file checked as a whole, and handed over by name.
 */
final class ExternalWeights implements AutoCloseable {
    private final Map<String, OnnxTensorLike> tensors = new HashMap<>();

    private final OnnxGraph graph;

    private ExternalWeights(OnnxGraph graph) {
        this.graph = graph;
    }

    /** @throws ModelPackageException if the graph names a file that is not the package's, or one that is not what was promised */
    static ExternalWeights read(ModelPackage model, byte[] graph, OrtEnvironment environment) throws OrtException {
        ExternalWeights weights = new ExternalWeights(described(model, graph));
        try {
            List<ExternalTensor> external = weights.graph.externalTensors();
            for (String location :
                    external.stream().map(ExternalTensor::location).distinct().toList()) {
                WeightFile file = new WeightFile(file(model, location));
                weights.add(
                        file.read(external.stream()
                                .filter(tensor -> tensor.location().equals(location))
                                .toList()),
                        environment);
            }
            return weights;
        } catch (IOException e) {
            weights.close();
            throw noGraph(model, e);
        } catch (OrtException | RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    private static OnnxGraph described(ModelPackage model, byte[] graph) {
        try {
            return OnnxGraph.read(new ByteArrayInputStream(graph));
        } catch (IOException e) {
            throw noGraph(model, e);
        }
    }

    private static ModelPackageException noGraph(ModelPackage model, IOException problem) {
        return new ModelPackageException(
                model.graph().path() + " is not an ONNX graph: " + problem.getMessage(), problem);
    }

    /** What the graph says of itself. */
    OnnxGraph graph() {
        return graph;
    }

    private static PackageFile file(ModelPackage model, String location) {
        return model.external().stream()
                .filter(file -> file.path()
                        .equals(model.graph().path().resolveSibling(location).normalize()))
                .findFirst()
                .orElseThrow(
                        () -> new ModelPackageException("%s has weights in '%s', which is not a file of the package"
                                .formatted(model.graph().path(), location)));
    }

    private void add(List<WeightFile.Weight> read, OrtEnvironment environment) throws OrtException {
        for (WeightFile.Weight weight : read) {
            long[] shape =
                    weight.tensor().shape().stream().mapToLong(Long::longValue).toArray();
            // Tensors may share a buffer; each moves its position.
            ByteBuffer bytes = weight.bytes().duplicate().order(ByteOrder.nativeOrder());
            tensors.put(
                    weight.tensor().name(), OnnxTensor.createTensor(environment, bytes, shape, type(weight.tensor())));
        }
    }

    private static OnnxJavaType type(ExternalTensor tensor) {
        return switch (tensor.type()) {
            case FLOAT -> OnnxJavaType.FLOAT;
            case DOUBLE -> OnnxJavaType.DOUBLE;
            case FLOAT16 -> OnnxJavaType.FLOAT16;
            case BFLOAT16 -> OnnxJavaType.BFLOAT16;
            case INT8 -> OnnxJavaType.INT8;
            case UINT8 -> OnnxJavaType.UINT8;
            case INT16 -> OnnxJavaType.INT16;
            case INT32 -> OnnxJavaType.INT32;
            case INT64 -> OnnxJavaType.INT64;
            case BOOL -> OnnxJavaType.BOOL;
            case UINT16, UINT32, UINT64 ->
                throw new ModelPackageException("the tensor '%s' in %s is of the type %s, which is not supported there"
                        .formatted(tensor.name(), tensor.location(), tensor.type()));
        };
    }

    void addTo(OrtSession.SessionOptions options) throws OrtException {
        if (!tensors.isEmpty()) {
            options.addExternalInitializers(tensors);
        }
    }

    /** Frees what the session does not need any more. */
    @Override
    public void close() {
        tensors.values().forEach(tensor -> ((OnnxTensor) tensor).close());
        tensors.clear();
    }
}

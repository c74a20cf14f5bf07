package dev.scholion.models.engine;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.scholion.models.EngineException;
import dev.scholion.models.batch.BatchBudget;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ONNX Runtime, on the CPU or on a GPU.
 *
 * <p>One session serves all threads, so weights are in memory once. On the CPU a running call uses the thread that makes it, so
 * cores are as many as callers.
 */
public final class OnnxEngine implements Engine {
    private static final Logger LOG = LoggerFactory.getLogger(OnnxEngine.class);

    /** Readers run, the writer frees: closing a session under a running call ends the process. */
    private final ReentrantReadWriteLock life = new ReentrantReadWriteLock();

    private final OnnxDevice device;
    private final Optional<String> precision;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Map<GraphInput, TensorInfo> inputs;
    private final List<String> outputs;
    private boolean closed;

    private OnnxEngine(
            OnnxDevice device,
            Optional<String> precision,
            OrtEnvironment environment,
            OrtSession session,
            Map<GraphInput, TensorInfo> inputs,
            List<String> outputs) {
        this.device = device;
        this.precision = precision;
        this.environment = environment;
        this.session = session;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /**
     * Loads a package's graph, and the weights beside it, from the bytes that were verified.
     *
     * @throws ModelPackageException if the graph is not what was promised, or does not have the package's outputs
     */
    public static OnnxEngine cpu(ModelPackage model) {
        return open(model, new OnnxDevice.Cpu(), Optional.empty());
    }

    /**
     * As {@link #cpu}, on a GPU, with another graph of the package if its own is for processors. Only where {@link OnnxCudaProvider#unavailable} has nothing to say: without its libraries,
     * ONNX Runtime's code for CUDA may end the process.
     *
     * @param device number of the GPU
     * @throws EngineException if the GPU has too little memory for the weights
     */
    public static OnnxEngine cuda(ModelPackage model, int device) {
        ModelPackage suited = GpuGraph.forCuda().of(model);
        Optional<String> precision = Optional.of(suited.precision()).filter(other -> !other.equals(model.precision()));
        return open(suited, new OnnxDevice.Cuda(device), precision);
    }

    private static OnnxEngine open(ModelPackage model, OnnxDevice device, Optional<String> precision) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        OrtSession session = session(model, environment, device);
        try {
            List<String> outputs = model.outputs();
            if (!session.getOutputNames().containsAll(outputs)) {
                throw new ModelPackageException("%s has the outputs %s, the tasks need %s"
                        .formatted(model.graph().path(), session.getOutputNames(), outputs));
            }
            return new OnnxEngine(device, precision, environment, session, inputs(model, session), outputs);
        } catch (OrtException | RuntimeException e) {
            free(session);
            throw e instanceof ModelPackageException problem
                    ? problem
                    : new ModelPackageException(model.graph().path() + ": " + e.getMessage(), e);
        }
    }

    private static OrtSession session(ModelPackage model, OrtEnvironment environment, OnnxDevice device) {
        try {
            byte[] graph = device.graph(model.graph(), environment);
            try (OrtSession.SessionOptions options = forLongRuns();
                    ExternalWeights weights = ExternalWeights.read(model, graph, environment)) {
                weights.addTo(options);
                if (weights.graph().roundsOnlyWeights()) { // or it would make integer products of them
                    options.addConfigEntry("session.disable_quant_qdq", "1");
                }
                device.addTo(options);
                return environment.createSession(graph, options);
            }
        } catch (OrtException e) {
            EngineException failure = device.failure(e);
            if (failure.kind() != EngineException.Kind.BROKEN) {
                throw failure; // the device is to blame
            }
            throw new ModelPackageException(
                    "%s is no graph that ONNX Runtime %s takes: %s"
                            .formatted(model.graph().path(), environment.getVersion(), e.getMessage()),
                    e);
        }
    }

    /** Each caller's thread is one core's work; memory is asked for as it is needed and not in doubling steps. */
    static OrtSession.SessionOptions forLongRuns() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        options.setMemoryPatternOptimization(false);
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.addConfigEntry("session.inter_op.allow_spinning", "0");
        options.addConfigEntry("session.use_device_allocator_for_initializers", "1");
        return options;
    }

    private static Map<GraphInput, TensorInfo> inputs(ModelPackage model, OrtSession session) throws OrtException {
        Map<GraphInput, TensorInfo> inputs = new EnumMap<>(GraphInput.class);
        for (Map.Entry<String, NodeInfo> entry : session.getInputInfo().entrySet()) {
            GraphInput input = GraphInput.named(entry.getKey())
                    .orElseThrow(() -> new ModelPackageException("%s wants the input '%s', known are %s"
                            .formatted(
                                    model.graph().path(),
                                    entry.getKey(),
                                    Arrays.stream(GraphInput.values())
                                            .map(GraphInput::onnxName)
                                            .toList())));
            if (!(entry.getValue().getInfo() instanceof TensorInfo info)
                    || (info.type != OnnxJavaType.INT64 && info.type != OnnxJavaType.INT32)
                    || info.getShape().length != 2) {
                throw new ModelPackageException("%s: the input '%s' is %s, expected integers [rows, columns]"
                        .formatted(
                                model.graph().path(),
                                entry.getKey(),
                                entry.getValue().getInfo()));
            }
            inputs.put(input, info);
        }
        if (!inputs.containsKey(GraphInput.INPUT_IDS)) {
            throw new ModelPackageException(model.graph().path() + " has no input 'input_ids'");
        }
        return inputs;
    }

    @Override
    public List<Scores> run(TokenBatch batch) {
        life.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the engine is closed");
            }
            return compute(batch);
        } catch (OrtException e) {
            throw device.failure(e);
        } finally {
            life.readLock().unlock();
        }
    }

    private List<Scores> compute(TokenBatch batch) throws OrtException {
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try {
            for (Map.Entry<GraphInput, TensorInfo> input : inputs.entrySet()) {
                tensors.put(
                        input.getKey().onnxName(),
                        tensor(batch.values(input.getKey()), input.getValue(), batch.rows(), batch.columns()));
            }
            Set<String> wanted = new LinkedHashSet<>(outputs);
            try (OrtSession.Result result = session.run(tensors, wanted)) {
                List<Scores> scores = new ArrayList<>();
                for (String output : outputs) {
                    scores.add(OnnxScores.read(output, result));
                }
                return scores;
            }
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor tensor(LongBuffer values, TensorInfo info, int rows, int columns) throws OrtException {
        long[] shape = {rows, columns};
        if (info.type == OnnxJavaType.INT64) {
            return OnnxTensor.createTensor(environment, values, shape);
        }
        IntBuffer narrow = IntBuffer.allocate(values.remaining());
        while (values.hasRemaining()) {
            narrow.put((int) values.get());
        }
        return OnnxTensor.createTensor(environment, narrow.flip(), shape);
    }

    @Override
    public boolean masksPadding() {
        return inputs.containsKey(GraphInput.ATTENTION_MASK);
    }

    @Override
    public String description() {
        return device.engine() + " " + environment.getVersion();
    }

    @Override
    public OptionalInt lanes() {
        return device.lanes();
    }

    @Override
    public Optional<String> precision() {
        return precision;
    }

    @Override
    public BatchBudget usualBudget() {
        return device.usualBudget();
    }

    @Override
    public OptionalInt fixedColumns() {
        return inputs.values().stream()
                .mapToLong(info -> info.getShape()[1])
                .filter(columns -> columns > 0)
                .mapToInt(Math::toIntExact)
                .max();
    }

    @Override
    public void close() {
        life.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                free(session);
            }
        } finally {
            life.writeLock().unlock();
        }
    }

    private static void free(OrtSession session) {
        try {
            session.close();
        } catch (OrtException | RuntimeException e) {
            LOG.warn("A session was not freed", e);
        }
    }
}

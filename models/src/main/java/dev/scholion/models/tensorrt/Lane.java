package dev.scholion.models.tensorrt;

import dev.scholion.models.EngineException;
import dev.scholion.models.engine.GraphInput;
import dev.scholion.models.engine.Scores;
import dev.scholion.models.engine.TokenBatch;
import dev.scholion.models.gpu.CudaDevice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One batch at a time on the device: a stream, contexts, and memory of its own. Used by one thread at a time, whose current
 * device it is.
 */
final class Lane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final LoadedModel model;
    private final CudaDevice device;
    private final Profiles profiles;
    private final long stream;
    private final long scratch;
    private final Map<GraphInput, TensorBuffer> inputs = new LinkedHashMap<>();
    private final List<TensorBuffer> outputs = new ArrayList<>();
    private final List<TensorBuffer> unread = new ArrayList<>();
    private final Map<Integer, ExecutionContext> contexts = new HashMap<>();
    private final LaunchGraphs graphs;

    /** @throws EngineException if the device has too little memory for another lane */
    Lane(LoadedModel model, boolean cudaGraphs) {
        this.model = model;
        this.device = model.device();
        this.profiles = model.profiles();
        this.scratch = device.allocate(model.engine().scratchBytes(), "the work of one lane");
        try {
            this.stream = device.createStream();
        } catch (RuntimeException e) {
            device.free(scratch);
            throw e;
        }
        model.inputs().forEach((input, tensor) -> inputs.put(input, new TensorBuffer(device, tensor)));
        model.outputs().forEach(tensor -> outputs.add(new TensorBuffer(device, tensor)));
        model.unread().forEach(tensor -> unread.add(new TensorBuffer(device, tensor)));
        this.graphs = new LaunchGraphs(cudaGraphs, device::destroyCaptured);
    }

    /** @throws IllegalArgumentException if the engine was not built for batches of this shape */
    List<Scores> run(TokenBatch batch) {
        BatchShape shape = new BatchShape(batch.rows(), batch.columns());
        int profile = profiles.choose(shape.rows(), shape.columns());
        try {
            fill(batch, shape);
            Optional<LaunchGraphs.Recorded> recorded = graphs.find(shape);
            if (recorded.isPresent()) {
                device.launch(recorded.get().launchable(), stream);
                device.synchronize(stream);
                return read(recorded.get().outputs());
            }
            ExecutionContext context = contexts.computeIfAbsent(profile, this::context);
            List<List<Long>> shapes = prepare(context, shape);
            enqueue(context, shape, shapes);
            device.synchronize(stream);
            List<Scores> scores = read(shapes);
            if (profiles.isSmall(shape.rows(), shape.columns()) && graphs.wants(shape)) {
                record(profile, shape);
            }
            return scores;
        } catch (EngineException e) {
            // Waits for what is under way, before its memory is used again.
            throw device.fault()
                    .filter(fault -> fault.kind() == EngineException.Kind.DEVICE_LOST)
                    .orElse(e);
        }
    }

    private void fill(TokenBatch batch, BatchShape shape) {
        inputs.forEach((input, buffer) -> {
            TensorType type = buffer.tensor().type();
            int bytes = Math.toIntExact(shape.tokens() * type.bytes());
            reserve(buffer, bytes);
            if (type == TensorType.INT64) {
                batch.write(input, buffer.view(bytes).asLongBuffer());
            } else {
                batch.write(input, buffer.view(bytes).asIntBuffer());
            }
        });
    }

    private void reserve(TensorBuffer buffer, long bytes) {
        if (!buffer.holds(bytes)) {
            graphs.close(); // they have the old address
            buffer.grow(bytes);
        }
    }

    private ExecutionContext context(int profile) {
        return model.engine().context(profile, scratch, stream);
    }

    /** Tells a context all about a batch, and makes room for its outputs: their shapes, first of those that are read. */
    private List<List<Long>> prepare(ExecutionContext context, BatchShape shape) {
        for (TensorBuffer input : inputs.values()) {
            require(
                    context.shape(input.tensor().name(), shape.rows(), shape.columns()),
                    "takes no %d rows of %d tokens for".formatted(shape.rows(), shape.columns()),
                    input);
        }
        List<List<Long>> shapes = new ArrayList<>();
        for (TensorBuffer output : outputs) {
            List<Long> outputShape = context.shapeOf(output.tensor().name());
            reserve(
                    output,
                    elements(output, outputShape) * output.tensor().type().bytes());
            shapes.add(outputShape);
        }
        for (TensorBuffer output : unread) {
            reserve(
                    output,
                    elements(output, context.shapeOf(output.tensor().name()))
                            * output.tensor().type().bytes());
        }
        for (TensorBuffer each : all()) {
            require(context.place(each.tensor().name(), each.address()), "takes no memory for", each);
        }
        return shapes;
    }

    private List<TensorBuffer> all() {
        List<TensorBuffer> all = new ArrayList<>(inputs.values());
        all.addAll(outputs);
        all.addAll(unread);
        return all;
    }

    private static long elements(TensorBuffer output, List<Long> shape) {
        long elements = 1;
        for (long dimension : shape) {
            if (dimension < 0) {
                throw new EngineException("the output '%s' has the shape %s, which is not known before it is computed"
                        .formatted(output.tensor().name(), shape));
            }
            elements *= dimension;
        }
        return elements;
    }

    private void require(boolean done, String what, TensorBuffer tensor) {
        if (!done) {
            throw model.failure("it %s '%s'".formatted(what, tensor.tensor().name()));
        }
    }

    private void enqueue(ExecutionContext context, BatchShape shape, List<List<Long>> outputShapes) {
        for (TensorBuffer input : inputs.values()) {
            long bytes = shape.tokens() * input.tensor().type().bytes();
            device.copyIn(input.address(), input.host(), bytes, stream);
        }
        if (!context.enqueue(stream)) {
            throw model.failure("it did not run %s".formatted(shape));
        }
        for (int i = 0; i < outputs.size(); i++) {
            TensorBuffer output = outputs.get(i);
            long bytes = elements(output, outputShapes.get(i))
                    * output.tensor().type().bytes();
            device.copyOut(output.host(), output.address(), bytes, stream);
        }
    }

    private List<Scores> read(List<List<Long>> shapes) {
        List<Scores> scores = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            scores.add(OutputScores.read(outputs.get(i), shapes.get(i)));
        }
        return scores;
    }

    /** Records the work for a shape; if that cannot be done, it is not tried again. */
    private void record(int profile, BatchShape shape) {
        ExecutionContext context = context(profile);
        try {
            List<List<Long>> shapes = prepare(context, shape);
            enqueue(context, shape, shapes); // what is made at the first run cannot be recorded
            device.synchronize(stream);
            graphs.put(shape, new LaunchGraphs.Recorded(capture(context, shape, shapes), context, shapes));
        } catch (EngineException e) {
            context.close();
            if (e.kind() == EngineException.Kind.DEVICE_LOST) {
                throw e;
            }
            graphs.disable();
            LOG.warn("Small batches are launched without CUDA graphs: {}", e.getMessage());
        }
    }

    private long capture(ExecutionContext context, BatchShape shape, List<List<Long>> shapes) {
        device.beginCapture(stream);
        try {
            enqueue(context, shape, shapes);
        } catch (RuntimeException e) {
            device.abandonCapture(stream);
            throw e;
        }
        return device.endCapture(stream);
    }

    /** Never throws. */
    @Override
    public void close() {
        graphs.close();
        contexts.values().forEach(ExecutionContext::close);
        contexts.clear();
        all().forEach(TensorBuffer::close);
        device.destroyStream(stream);
        device.free(scratch);
    }
}

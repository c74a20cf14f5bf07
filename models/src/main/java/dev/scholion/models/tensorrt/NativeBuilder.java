package dev.scholion.models.tensorrt;

import dev.scholion.models.EngineException;
import dev.scholion.models.engine.TensorRtOptions.Precision;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.tensorrt.global.nvinfer;
import org.bytedeco.tensorrt.global.nvinfer.MemoryPoolType;
import org.bytedeco.tensorrt.global.nvinfer.NetworkDefinitionCreationFlag;
import org.bytedeco.tensorrt.global.nvinfer.OptProfileSelector;
import org.bytedeco.tensorrt.global.nvonnxparser;
import org.bytedeco.tensorrt.nvinfer.Dims64;
import org.bytedeco.tensorrt.nvinfer.IBuilder;
import org.bytedeco.tensorrt.nvinfer.IBuilderConfig;
import org.bytedeco.tensorrt.nvinfer.IHostMemory;
import org.bytedeco.tensorrt.nvinfer.INetworkDefinition;
import org.bytedeco.tensorrt.nvinfer.IOptimizationProfile;
import org.bytedeco.tensorrt.nvinfer.ITensor;
import org.bytedeco.tensorrt.nvinfer.ITimingCache;
import org.bytedeco.tensorrt.nvonnxparser.IParser;

/** TensorRT's builder, in the child process that builds one engine. */
final class NativeBuilder implements AutoCloseable {
    /** What kernels may use beside weights and activations. */
    private static final long WORKSPACE = 4L << 30;

    private static final int BLOCK = 1 << 26;
    private static final int WARNINGS = 2;

    private final IBuilder builder;
    private final TensorRtLog log;

    private NativeBuilder(IBuilder builder, TensorRtLog log) {
        this.builder = builder;
        this.log = log;
    }

    static NativeBuilder open(TensorRtLog log) {
        return new NativeBuilder(NativeCode.made(nvinfer.createInferBuilder(log), "builder", log.lastErrors()), log);
    }

    /** @throws BuilderMain.RefusedException if the graph is nothing for TensorRT */
    void build(BuildOrder order) throws IOException, BuilderMain.RefusedException {
        int flags = order.precision() == Precision.AS_IN_MODEL
                ? 1 << NetworkDefinitionCreationFlag.kSTRONGLY_TYPED.value
                : 0;
        INetworkDefinition network = NativeCode.made(builder.createNetworkV2(flags), "network", log.lastErrors());
        parse(network, order.graph());
        keepOnly(network, order.outputs());
        IBuilderConfig config = NativeCode.made(builder.createBuilderConfig(), "builder's config", log.lastErrors());
        config.setMemoryPoolLimit(MemoryPoolType.kWORKSPACE, WORKSPACE);
        NetworkPrecision.apply(order.precision(), network, config);
        for (ShapeRange range : order.ranges()) {
            addProfile(network, config, range);
        }
        ITimingCache timings = timings(config, order.timings());
        BuilderMain.step("%d layers, %d profiles"
                .formatted(network.getNbLayers(), order.ranges().size()));
        IHostMemory plan = NativeCode.made(builder.buildSerializedNetwork(network, config), "engine", log.lastErrors());
        write(plan, order.plan());
        store(timings, order.timings());
        NativeCode.delete(plan);
        NativeCode.delete(config);
        NativeCode.delete(network);
    }

    /** The parser is left to the end of the process, to which the network belongs, too. */
    private void parse(INetworkDefinition network, Path graph) throws BuilderMain.RefusedException {
        IParser parser = NativeCode.made(nvonnxparser.createParser(network, log), "parser", log.lastErrors());
        if (parser.parseFromFile(graph.toString(), WARNINGS)) {
            return;
        }
        List<String> errors = new ArrayList<>();
        for (int i = 0; i < parser.getNbErrors(); i++) {
            errors.add(parser.getError(i).desc());
        }
        throw new BuilderMain.RefusedException(String.join(" | ", errors));
    }

    private static void keepOnly(INetworkDefinition network, List<String> outputs) {
        List<ITensor> others = new ArrayList<>();
        for (int i = 0; i < network.getNbOutputs(); i++) {
            ITensor output = network.getOutput(i);
            if (!outputs.contains(output.getName())) {
                others.add(output);
            }
        }
        others.forEach(network::unmarkOutput);
    }

    private void addProfile(INetworkDefinition network, IBuilderConfig config, ShapeRange range) {
        IOptimizationProfile profile =
                NativeCode.made(builder.createOptimizationProfile(), "profile", log.lastErrors());
        boolean taken = true;
        for (int i = 0; i < network.getNbInputs() && taken; i++) {
            ITensor input = network.getInput(i);
            String name = input.getName();
            taken = profile.setDimensions(name, OptProfileSelector.kMIN, shape(input, 1, range.minColumns()))
                    && profile.setDimensions(
                            name, OptProfileSelector.kOPT, shape(input, range.optRows(), range.optColumns()))
                    && profile.setDimensions(
                            name, OptProfileSelector.kMAX, shape(input, range.maxRows(), range.maxColumns()));
        }
        if (!taken || !profile.isValid() || config.addOptimizationProfile(profile) < 0) {
            throw new EngineException("TensorRT takes no batches of %s: %s".formatted(range, log.lastErrors()));
        }
    }

    /** What the graph leaves open is as the batch is. */
    private static Dims64 shape(ITensor input, int rows, int columns) {
        Dims64 shape = input.getDimensions();
        if (shape.nbDims() != 2) {
            throw new EngineException("the input '%s' has %d dimensions, expected [rows, columns]"
                    .formatted(input.getName(), shape.nbDims()));
        }
        if (shape.d(0) < 0) {
            shape.d(0, rows);
        }
        if (shape.d(1) < 0) {
            shape.d(1, columns);
        }
        return shape;
    }

    private ITimingCache timings(IBuilderConfig config, Path file) {
        byte[] known = new byte[0];
        try {
            if (Files.isRegularFile(file)) {
                known = Files.readAllBytes(file);
            }
        } catch (IOException e) {
            BuilderMain.step("timings of other builds are not used: " + e);
        }
        BytePointer bytes = new BytePointer(Math.max(1, known.length));
        bytes.put(known, 0, known.length);
        ITimingCache timings = config.createTimingCache(bytes, known.length);
        if (timings == null || timings.isNull()) { // one that is damaged is as good as none
            timings = NativeCode.made(config.createTimingCache(bytes, 0), "timing cache", log.lastErrors());
        }
        config.setTimingCache(timings, false);
        return timings;
    }

    /** Of several builds that end at the same time the last one's timings stay. */
    private static void store(ITimingCache timings, Path file) {
        IHostMemory bytes = timings.serialize();
        try {
            Path written = Files.createTempFile(file.getParent(), "timings", ".tmp");
            write(bytes, written);
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            BuilderMain.step("timings of this build are not kept: " + e);
        }
    }

    private static void write(IHostMemory memory, Path file) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            BytePointer bytes = new BytePointer(memory.data());
            for (long start = 0; start < memory.size(); start += BLOCK) {
                long end = Math.min(memory.size(), start + BLOCK);
                ByteBuffer block = bytes.position(start).limit(end).asByteBuffer();
                while (block.hasRemaining()) {
                    out.write(block);
                }
            }
        }
    }

    @Override
    public void close() {
        NativeCode.delete(builder);
    }
}

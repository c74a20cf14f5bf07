package dev.scholion.models.tensorrt;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.tensorrt.global.nvinfer;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IRuntime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** TensorRT itself. */
final class NativeTensorRt implements TensorRt {
    private static final Logger LOG = LoggerFactory.getLogger(TensorRt.class);

    private static @Nullable TensorRtLog log;

    private final String version;
    private final TensorRtLog errors;

    private NativeTensorRt(String version, TensorRtLog errors) {
        this.version = version;
        this.errors = errors;
    }

    /**
     * Loads it. Only for a machine with a GPU.
     *
     * @throws dev.scholion.models.EngineException if that fails
     */
    static synchronized NativeTensorRt load(TensorRtLibraries libraries) {
        int version = NativeCode.load(libraries);
        if (log == null) {
            log = NativeCode.quietly(() -> new TensorRtLog(NativeTensorRt::tell));
        }
        return new NativeTensorRt(NativeCode.versionName(version), log);
    }

    private static void tell(TensorRtLog.Level level, String text) {
        switch (level) {
            case ERROR -> LOG.error("{}", text);
            case WARNING -> LOG.warn("{}", text);
            case INFO, DETAIL -> LOG.debug("{}", text);
        }
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String lastErrors() {
        return errors.lastErrors();
    }

    @Override
    public BuiltEngine load(ByteBuffer plan) {
        IRuntime runtime = NativeCode.quietly(
                () -> NativeCode.made(nvinfer.createInferRuntime(errors), "runtime", errors.lastErrors()));
        try (BytePointer bytes = new BytePointer(plan)) {
            ICudaEngine engine = NativeCode.made(
                    runtime.deserializeCudaEngine(bytes, plan.remaining()), "engine of the plan", errors.lastErrors());
            return new NativeEngine(runtime, engine, errors);
        } catch (RuntimeException e) {
            NativeCode.delete(runtime);
            throw e;
        }
    }
}

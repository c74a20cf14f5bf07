package dev.scholion.models.tensorrt;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.tensorrt.global.nvinfer.DataType;
import org.bytedeco.tensorrt.global.nvinfer.ExecutionContextAllocationStrategy;
import org.bytedeco.tensorrt.global.nvinfer.TensorIOMode;
import org.bytedeco.tensorrt.nvinfer.Dims64;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;
import org.bytedeco.tensorrt.nvinfer.IRuntime;

/** TensorRT's engine. */
final class NativeEngine implements BuiltEngine {
    private final IRuntime runtime;
    private final ICudaEngine engine;
    private final TensorRtLog errors;

    /** Takes over both. */
    NativeEngine(IRuntime runtime, ICudaEngine engine, TensorRtLog errors) {
        this.runtime = runtime;
        this.engine = engine;
        this.errors = errors;
    }

    @Override
    public List<EngineTensor> tensors() {
        List<EngineTensor> tensors = new ArrayList<>();
        for (int i = 0; i < engine.getNbIOTensors(); i++) {
            String name = engine.getIOTensorName(i);
            tensors.add(new EngineTensor(
                    name,
                    engine.getTensorIOMode(name).intern() == TensorIOMode.kINPUT,
                    type(engine.getTensorDataType(name).intern()),
                    list(engine.getTensorShape(name))));
        }
        return tensors;
    }

    private static TensorType type(DataType type) {
        return switch (type) {
            case kFLOAT -> TensorType.FLOAT;
            case kHALF -> TensorType.HALF;
            case kBF16 -> TensorType.BFLOAT;
            case kINT32 -> TensorType.INT32;
            case kINT64 -> TensorType.INT64;
            default -> TensorType.OTHER;
        };
    }

    static List<Long> list(Dims64 dimensions) {
        List<Long> list = new ArrayList<>();
        for (int i = 0; i < dimensions.nbDims(); i++) {
            list.add(dimensions.d(i));
        }
        return list;
    }

    @Override
    public int profiles() {
        return engine.getNbOptimizationProfiles();
    }

    @Override
    public long scratchBytes() {
        return engine.getDeviceMemorySizeV2();
    }

    /** One at a time: TensorRT promises nothing about contexts that are made side by side. */
    @Override
    public synchronized ExecutionContext context(int profile, long scratch, long stream) {
        IExecutionContext context = NativeCode.made(
                engine.createExecutionContext(ExecutionContextAllocationStrategy.kUSER_MANAGED),
                "context",
                errors.lastErrors());
        context.setDeviceMemoryV2(new NativeAddress(scratch), scratchBytes());
        NativeContext prepared = new NativeContext(context);
        if (!context.setOptimizationProfileAsync(profile, new NativeStream(stream))) {
            prepared.close();
            throw TensorRtFailure.of("takes no profile " + profile, errors.lastErrors());
        }
        return prepared;
    }

    @Override
    public void close() {
        NativeCode.delete(engine);
        NativeCode.delete(runtime);
    }
}

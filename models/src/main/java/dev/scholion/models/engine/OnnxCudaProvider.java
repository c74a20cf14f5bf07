package dev.scholion.models.engine;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import dev.scholion.models.gpu.GpuProbe;
import dev.scholion.models.gpu.Gpus;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * ONNX Runtime on an NVIDIA GPU. The usual jar is for processors; it becomes one for CUDA by a folder of native libraries, named
 * by the system property {@code onnxruntime.native.path}, or by {@code onnxruntime_gpu} in its place on the class path.
 */
public final class OnnxCudaProvider implements EngineProvider {
    private final Supplier<Gpus> gpus;
    private final BooleanSupplier canDoCuda;
    private final IntFunction<Optional<String>> trial;

    /** Of this process's ONNX Runtime. */
    public OnnxCudaProvider() {
        this(() -> GpuProbe.ofThisMachine().gpus(), OnnxCudaProvider::canDoCuda, CudaTrial::failure);
    }

    /**
     * Each is asked only if those before had nothing against it.
     *
     * @param trial why it fails on a device
     */
    OnnxCudaProvider(Supplier<Gpus> gpus, BooleanSupplier canDoCuda, IntFunction<Optional<String>> trial) {
        this.gpus = gpus;
        this.canDoCuda = canDoCuda;
        this.trial = trial;
    }

    private static boolean canDoCuda() {
        return OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
    }

    @Override
    public String kind() {
        return EngineOptions.CUDA;
    }

    @Override
    public Optional<String> unavailable(EngineOptions options) {
        Optional<String> absence = gpus.get().unavailable(options.device());
        if (absence.isPresent()) {
            return absence;
        }
        if (!canDoCuda.getAsBoolean()) {
            return Optional.of(
                    "this ONNX Runtime is for processors; name a folder with its libraries for CUDA by -Donnxruntime.native.path, or put onnxruntime_gpu on the class path in its place");
        }
        return trial.apply(options.device());
    }

    @Override
    public Engine open(EngineRequest request) {
        return OnnxEngine.cuda(request.model(), request.options().device());
    }
}

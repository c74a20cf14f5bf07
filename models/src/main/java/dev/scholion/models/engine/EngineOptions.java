package dev.scholion.models.engine;

import java.util.Optional;

/**
 * Which engine runs a model, and where. Plain data.
 *
 * @param kind name of an {@link EngineProvider}, which is then the only one that will do; or empty for the best that the
 *     machine has
 * @param device number of the GPU, as the driver counts
 */
public record EngineOptions(Optional<String> kind, int device, TensorRtOptions tensorRt) {
    /** The engine on the CPU. */
    public static final String CPU = "cpu";

    public static final String CUDA = "cuda";
    public static final String TENSORRT = "tensorrt";

    public EngineOptions {
        if (device < 0) {
            throw new IllegalArgumentException("GPU " + device);
        }
    }

    /** The best engine that the machine has. */
    public static EngineOptions automatic() {
        return new EngineOptions(Optional.empty(), 0, TensorRtOptions.defaults());
    }

    /** One kind of engine and no other. */
    public static EngineOptions only(String kind) {
        return automatic().withKind(Optional.of(kind));
    }

    public EngineOptions withKind(Optional<String> other) {
        return new EngineOptions(other, device, tensorRt);
    }

    public EngineOptions withDevice(int number) {
        return new EngineOptions(kind, number, tensorRt);
    }

    public EngineOptions withTensorRt(TensorRtOptions other) {
        return new EngineOptions(kind, device, other);
    }
}

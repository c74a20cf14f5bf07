package dev.scholion.models.gpu;

/**
 * A GPU that the driver has.
 *
 * @param index as the driver counts in this process, so after {@code CUDA_VISIBLE_DEVICES}
 * @param name for example {@code NVIDIA H200}
 * @param major of its compute capability
 * @param minor of its compute capability
 * @param memory bytes in all
 */
public record Gpu(int index, String name, int major, int minor, long memory) {
    /** For example {@code 9.0}. */
    public String computeCapability() {
        return major + "." + minor;
    }

    @Override
    public String toString() {
        return "GPU %d: %s, compute capability %s, %d MiB".formatted(index, name, computeCapability(), memory >> 20);
    }
}

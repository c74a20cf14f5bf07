package dev.scholion.models.gpu;

import dev.scholion.models.EngineException;
import java.util.Set;

/**
 * An error of CUDA, of the driver or of the runtime: their numbers agree where both have the error.
 *
 * @param code not 0
 */
public record CudaError(int code) {
    private static final int OUT_OF_MEMORY = 2;

    /**
     * After these nothing works any more in this process. Of 700, 702, 714 to 719 and 810 the comments of CUDA's header
     * {@code cuda.h} (12.6) say that any further work returns the same error and that the process must be terminated; of 709
     * and 710, that the context is gone. 4 is a driver that shuts down, 214 and 220 are uncorrectable faults of memory and of
     * the link, and 999 is a failure that the driver itself does not know.
     */
    private static final Set<Integer> FATAL =
            Set.of(4, 214, 220, 700, 702, 709, 710, 714, 715, 716, 717, 718, 719, 810, 999);

    public EngineException.Kind kind() {
        if (code == OUT_OF_MEMORY) {
            return EngineException.Kind.OUT_OF_MEMORY;
        }
        return FATAL.contains(code) ? EngineException.Kind.DEVICE_LOST : EngineException.Kind.BROKEN;
    }
}

package dev.scholion.models.tensorrt;

import dev.scholion.models.EngineException;
import java.util.Locale;

/** What it means that TensorRT did not do something: it returns nothing or false, and logs why. */
final class TensorRtFailure {
    private TensorRtFailure() {}

    /**
     * Tells full memory, for which a smaller batch helps, from the rest.
     *
     * @param errors what it logged
     */
    static EngineException of(String what, String errors) {
        String lower = errors.toLowerCase(Locale.ROOT);
        boolean noMemory = lower.contains("out of memory") || lower.contains("outofmemory");
        return new EngineException(
                noMemory ? EngineException.Kind.OUT_OF_MEMORY : EngineException.Kind.BROKEN,
                "TensorRT %s: %s".formatted(what, errors));
    }
}

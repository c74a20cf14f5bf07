package dev.scholion.streaming.enrich;

import dev.scholion.models.EngineException;
import org.apache.flink.util.FatalExitExceptionHandler;

/**
 * What happens when a GPU is lost to the process: the process ends, and Flink starts the job's tasks elsewhere, or here in a
 * new one. Nothing less helps, because every later call on that GPU would fail.
 */
public final class LostDevice {
    private LostDevice() {}

    /** Whether a failure, or what caused it, is a lost device. */
    static boolean isCauseOf(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof EngineException engine && engine.kind() == EngineException.Kind.DEVICE_LOST) {
                return true;
            }
        }
        return false;
    }

    /** Ends the process if a device is lost; returns otherwise. */
    public static void endProcessAfter(Throwable failure) {
        if (isCauseOf(failure)) {
            FatalExitExceptionHandler.INSTANCE.uncaughtException(Thread.currentThread(), failure);
        }
    }
}

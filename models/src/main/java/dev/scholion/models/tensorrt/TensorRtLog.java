package dev.scholion.models.tensorrt;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.tensorrt.nvinfer.ILogger;

/**
 * What TensorRT says. There is one in a process and class loader, which is never freed: TensorRT keeps the first that it is
 * given for ever, and calls it from threads of its own.
 */
final class TensorRtLog extends ILogger {
    private static final int KEPT = 6;

    /** Where lines go. */
    interface Sink {
        void line(Level level, String text);
    }

    /** How serious a line is. */
    enum Level {
        ERROR,
        WARNING,
        INFO,
        DETAIL
    }

    private final Sink sink;
    private final Deque<String> errors = new ArrayDeque<>();

    TensorRtLog(Sink sink) {
        this.sink = sink;
    }

    @Override
    public void log(Severity severity, String message) {
        Level level =
                switch (severity.intern()) {
                    case kINTERNAL_ERROR, kERROR -> Level.ERROR;
                    case kWARNING -> Level.WARNING;
                    case kINFO -> Level.INFO;
                    case kVERBOSE -> Level.DETAIL;
                };
        if (level == Level.ERROR) {
            remember(message);
        }
        if (level != Level.DETAIL) {
            sink.line(level, message);
        }
    }

    private synchronized void remember(String message) {
        errors.add(message);
        if (errors.size() > KEPT) {
            errors.remove();
        }
    }

    /** The last errors, which are then forgotten; says so if there was none. */
    synchronized String lastErrors() {
        String all = errors.isEmpty() ? "it logged no error" : String.join(" | ", errors);
        errors.clear();
        return all;
    }
}

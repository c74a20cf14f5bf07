package dev.scholion.streaming.enrich;

import dev.scholion.models.ModelIdentity;
import dev.scholion.models.Predictor;
import java.util.Arrays;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** Tells by metrics what runs the models: one may have fallen back to an engine that nobody meant. */
final class EngineMetrics {
    private EngineMetrics() {}

    /**
     * Adds {@code engine.NAME}, 1 while it runs models of this subtask and else 0, for the engines that there are by
     * themselves.
     */
    static void register(MetricGroup group, Predictor predictor) {
        MetricGroup engines = group.addGroup("engine");
        for (String engine : new String[] {"tensorrt", "onnxruntime-cuda", "onnxruntime-cpu"}) {
            engines.<Integer, Gauge<Integer>>gauge(engine, () -> runs(predictor.model(), engine) ? 1 : 0);
        }
    }

    private static boolean runs(ModelIdentity model, String engine) {
        return Arrays.stream(model.engine().split("\\+")).anyMatch(each -> each.startsWith(engine + " "));
    }
}

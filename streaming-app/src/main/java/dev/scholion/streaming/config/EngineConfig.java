package dev.scholion.streaming.config;

import dev.scholion.models.engine.EngineOptions;
import dev.scholion.models.engine.TensorRtOptions;
import dev.scholion.models.engine.TensorRtOptions.Precision;
import dev.scholion.models.engine.TensorRtOptions.WhileBuilding;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which engine runs a model. What is null is as {@link dev.scholion.models.engine.EngineOptions} has it.
 *
 * @param kind the only kind of engine that will do, or null for the best that a worker has
 * @param device GPU of every worker, or null for those that Flink gives it, and else the first
 * @param libraries folder of TensorRT's libraries
 * @param cache folder of built engines
 */
public record EngineConfig(
        @Nullable String kind,
        @Nullable Integer device,
        @Nullable Precision precision,
        @Nullable Integer lanes,
        @Nullable String libraries,
        @Nullable String cache,
        boolean cudaGraphs,
        @Nullable WhileBuilding whileBuilding,
        Duration buildTimeout)
        implements Serializable {
    /** What it says, and the usual where it says nothing. */
    public EngineOptions options() {
        TensorRtOptions usual = TensorRtOptions.defaults();
        return new EngineOptions(
                Optional.ofNullable(kind),
                Objects.requireNonNullElse(device, 0),
                new TensorRtOptions(
                        Objects.requireNonNullElse(precision, usual.precision()),
                        Objects.requireNonNullElse(lanes, usual.lanes()),
                        libraries == null ? usual.libraries() : Path.of(libraries),
                        cache == null ? usual.cache() : Path.of(cache),
                        cudaGraphs,
                        Objects.requireNonNullElse(whileBuilding, usual.whileBuilding()),
                        buildTimeout));
    }
}

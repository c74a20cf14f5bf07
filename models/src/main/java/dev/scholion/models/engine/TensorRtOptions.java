package dev.scholion.models.engine;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How TensorRT engines are built and run. Plain data.
 *
 * @param precision of the arithmetic
 * @param lanes batches that are on the device at a time, each with its own stream, context and buffers
 * @param libraries folder of TensorRT's libraries
 * @param cache folder of built engines; several processes may share it
 * @param cudaGraphs whether small batches are launched as CUDA graphs
 * @param whileBuilding what runs until an engine is built that is not in the cache
 * @param buildTimeout after which a build is given up
 */
public record TensorRtOptions(
        Precision precision,
        int lanes,
        Path libraries,
        Path cache,
        boolean cudaGraphs,
        WhileBuilding whileBuilding,
        Duration buildTimeout) {
    private static final int USUAL_LANES = 2;
    private static final int MOST_LANES = 16;

    /** Of a TensorRT engine's arithmetic. */
    public enum Precision {
        FP16,
        FP32,
        BF16,
        /** As the graph's own types and quantisation nodes say; the only way to int8 and fp8. */
        AS_IN_MODEL
    }

    /** What happens to events while an engine is built, which takes minutes. */
    public enum WhileBuilding {
        /** They wait. */
        WAIT,
        /** The next best engine answers them. */
        FALL_BACK
    }

    public TensorRtOptions {
        if (lanes < 1 || lanes > MOST_LANES) {
            throw new IllegalArgumentException("%d lanes, expected 1 to %d".formatted(lanes, MOST_LANES));
        }
    }

    /** Half precision, libraries in {@code /opt/tensorrt}, engines in the user's cache folder. */
    public static TensorRtOptions defaults() {
        return new TensorRtOptions(
                Precision.FP16,
                USUAL_LANES,
                Path.of("/opt/tensorrt"),
                Path.of(System.getProperty("user.home"), ".cache", "scholion", "engines"),
                true,
                WhileBuilding.WAIT,
                Duration.ofMinutes(30));
    }

    public TensorRtOptions withLibraries(Path folder) {
        return new TensorRtOptions(precision, lanes, folder, cache, cudaGraphs, whileBuilding, buildTimeout);
    }

    public TensorRtOptions withCache(Path folder) {
        return new TensorRtOptions(precision, lanes, libraries, folder, cudaGraphs, whileBuilding, buildTimeout);
    }

    public TensorRtOptions withPrecision(Precision other) {
        return new TensorRtOptions(other, lanes, libraries, cache, cudaGraphs, whileBuilding, buildTimeout);
    }

    public TensorRtOptions withWhileBuilding(WhileBuilding other) {
        return new TensorRtOptions(precision, lanes, libraries, cache, cudaGraphs, other, buildTimeout);
    }
}

package dev.scholion.benchmarks.standin;

import dev.scholion.benchmarks.shape.EncoderShape;
import dev.scholion.benchmarks.shape.Gpu;
import dev.scholion.models.engine.EngineRequest;
import dev.scholion.models.engine.TensorRtOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Which GPU a stand-in stands in for, and what it runs there. From the system properties {@code scholion.stand-in.gpu},
 * {@code .share}, {@code .efficiency}, {@code .launch-micros} and {@code .shape}, and from the model's {@code config.json}.
 *
 * @param share of the GPU that there is: an eighth for two cores is to them what one is to sixteen
 * @param efficiency share of the peak that products reach
 * @param bits of the numbers that are multiplied, 8 or 16
 * @param launchNanos what a batch takes beside its arithmetic, whatever its size
 * @param lanes batches that may be on the device at a time
 */
public record StandInSettings(
        Gpu gpu, double share, double efficiency, int bits, EncoderShape shape, long launchNanos, int lanes) {
    /** Prefix of the system properties. */
    public static final String PREFIX = "scholion.stand-in.";

    /** For each layer, as kernels of a few microseconds add up: 0.24 ms for 12 layers, which is what demoBERT shows at batch 1. */
    private static final long LAUNCH_NANOS_OF_A_LAYER = 20_000;

    private static final double USUAL_EFFICIENCY = 0.52;

    public StandInSettings {
        if (!(share > 0) || !(efficiency > 0 && efficiency <= 1) || launchNanos < 0 || lanes < 1) {
            throw new IllegalArgumentException(
                    "share %s, efficiency %s, launch %d ns, %d lanes".formatted(share, efficiency, launchNanos, lanes));
        }
    }

    /**
     * What the system properties say of a model.
     *
     * @throws IllegalArgumentException if a property is not what it must be, or the model's shape is stated nowhere
     */
    static StandInSettings of(EngineRequest request) {
        EncoderShape shape = shape(request.model().folder());
        TensorRtOptions options = request.options().tensorRt();
        boolean eight = options.precision() == TensorRtOptions.Precision.AS_IN_MODEL
                && request.model().precision().toLowerCase(Locale.ROOT).contains("int8");
        String gpu = System.getProperty(PREFIX + "gpu", Gpu.H200.name());
        return new StandInSettings(
                Gpu.named(gpu).orElseThrow(() -> new IllegalArgumentException("no data of a GPU '" + gpu + "'")),
                number("share", 1),
                number("efficiency", USUAL_EFFICIENCY),
                eight ? 8 : 16,
                shape,
                (long) (1_000 * number("launch-micros", LAUNCH_NANOS_OF_A_LAYER / 1e3 * shape.layers())),
                options.lanes());
    }

    private static EncoderShape shape(Path folder) {
        String named = System.getProperty(PREFIX + "shape");
        if (named != null) {
            return EncoderShape.named(named);
        }
        try {
            return EncoderShape.read(folder.resolve("config.json"));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the model's shape is not known; name it by -D%sshape: %s".formatted(PREFIX, e.getMessage()), e);
        }
    }

    private static double number(String name, double usual) {
        String value = System.getProperty(PREFIX + name);
        return value == null ? usual : Double.parseDouble(value);
    }

    /** Nanoseconds that a batch occupies the device: the launch, and the arithmetic or the weights' reading if that is longer. */
    long deviceNanos(int rows, int columns) {
        double operations = rows * shape.operationsPerRow(columns);
        double compute = operations / (gpu.peak(bits) * efficiency * share);
        double weights = shape.parameters() * (bits / 8.0) / (gpu.memory() * share);
        return launchNanos + (long) (1e9 * Math.max(compute, weights));
    }

    /** Nanoseconds that bytes take to or from the device. */
    long copyNanos(long bytes) {
        return (long) (1e9 * bytes / gpu.host());
    }

    /** Rows a second at the settings' efficiency, if nothing but their arithmetic took time. */
    public double rowsPerSecond(int columns) {
        return gpu.peak(bits) * efficiency * share / shape.operationsPerRow(columns);
    }
}

package dev.scholion.streaming.cli;

import dev.scholion.models.engine.EngineOptions;
import dev.scholion.models.engine.TensorRtOptions;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say which engine runs a model. */
final class EngineOption {
    private static final String AUTOMATIC = "auto";

    @Option(
            names = "--engine",
            paramLabel = "KIND",
            description =
                    "cpu, cuda, tensorrt, or auto for the best of them that runs here. Default: ${DEFAULT-VALUE}.")
    private String kind = EngineOptions.CPU;

    @Option(names = "--device", paramLabel = "N", description = "Which GPU. Default: ${DEFAULT-VALUE}.")
    private int device;

    @Option(
            names = "--tensorrt-precision",
            paramLabel = "P",
            description = "fp16, fp32, bf16 or as_in_model. Default: fp16.")
    private TensorRtOptions.@Nullable Precision precision;

    @Option(
            names = "--tensorrt-libraries",
            paramLabel = "FOLDER",
            description = "Where TensorRT's libraries are. Default: /opt/tensorrt.")
    private @Nullable Path libraries;

    @Option(
            names = "--engine-cache",
            paramLabel = "FOLDER",
            description = "Where built engines are kept. Default: ~/.cache/scholion/engines.")
    private @Nullable Path cache;

    /** @throws IllegalArgumentException if a value is out of its range */
    EngineOptions options() {
        TensorRtOptions usual = TensorRtOptions.defaults();
        return new EngineOptions(
                Optional.of(kind).filter(each -> !each.equals(AUTOMATIC)),
                device,
                usual.withPrecision(Optional.ofNullable(precision).orElse(usual.precision()))
                        .withLibraries(Optional.ofNullable(libraries).orElse(usual.libraries()))
                        .withCache(Optional.ofNullable(cache).orElse(usual.cache())));
    }
}

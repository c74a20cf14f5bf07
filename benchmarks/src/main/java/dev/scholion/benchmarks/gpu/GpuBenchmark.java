package dev.scholion.benchmarks.gpu;

import dev.scholion.benchmarks.shape.Gpu;
import dev.scholion.benchmarks.standin.StandInProvider;
import java.nio.file.Files;
import java.util.Optional;

/**
 * The goals for a GPU, one line each, after the proofs that an engine works there at all. Ratios are of both sides measured
 * in turn. Models are made on the spot with random weights. Kafka and Flink are left out: the host's benchmark has them.
 */
public final class GpuBenchmark {
    private GpuBenchmark() {}

    /** See {@link GpuOptions} for the arguments. */
    public static void main(String[] arguments) throws Exception {
        GpuOptions options = GpuOptions.parse(arguments);
        Files.createDirectories(options.folder());
        Optional<String> card = GraphicsCard.name();
        Optional<Gpu> limits =
                options.engine().equals(StandInProvider.KIND) ? Optional.of(Gpu.H200) : GraphicsCard.limits();
        String machine = "%s, engine %s, %d cores%s"
                .formatted(
                        card.orElse("no GPU"),
                        options.engine(),
                        Runtime.getRuntime().availableProcessors(),
                        options.tiny() ? ", tiny models: a rehearsal, the figures mean nothing" : "");
        System.out.println(machine);
        Bench bench = new Bench(options);
        Report report = new Report(System.out, options.results(), machine);
        Goals goals = new Goals(bench, report, limits);
        for (String name : options.goals()) {
            if (name.equals("proofs")) {
                new Proofs(bench, report).run();
            } else {
                goals.measure(name);
            }
        }
        report.summary();
        System.exit(0); // a native library may keep threads
    }
}

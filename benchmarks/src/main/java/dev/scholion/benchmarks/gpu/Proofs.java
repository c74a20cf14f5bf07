package dev.scholion.benchmarks.gpu;

import dev.scholion.benchmarks.rate.Rows;
import dev.scholion.benchmarks.shape.EncoderShape;
import dev.scholion.benchmarks.shape.RandomModel;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.engine.Engine;
import dev.scholion.models.engine.EngineChoice;
import dev.scholion.models.engine.EngineOptions;
import dev.scholion.models.engine.TensorRtOptions.Precision;
import dev.scholion.models.engine.TokenBatch;
import dev.scholion.models.text.Row;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

/** What must hold before figures mean anything, one after the other; each failure is told, and the next is tried. */
final class Proofs {
    private static final int WINDOW = 64;
    private static final List<Integer> LENGTHS = List.of(8, 24, 64);
    private static final int LOADS = 20;
    private static final long LEAK_BYTES = 64L << 20;
    private static final double HALF_PRECISION = 2e-2;

    private final Bench bench;
    private final GpuOptions options;
    private final Report report;

    Proofs(Bench bench, Report report) {
        this.bench = bench;
        this.options = bench.options();
        this.report = report;
    }

    void run() throws IOException {
        prove("P1", () -> {
            String name = GraphicsCard.name().orElseThrow(() -> new IOException("nvidia-smi shows no GPU"));
            return name + "; Java " + Runtime.version() + "; " + System.getProperty("os.version");
        });
        prove("P2", () -> {
            Optional<String> reason = EngineChoice.ofThisMachine()
                    .unavailable(options.engine(), bench.engineOptions(options.engine(), Precision.FP32));
            if (reason.isPresent()) {
                throw new IOException(reason.get());
            }
            return "an engine of kind '%s' can run here".formatted(options.engine());
        });
        prove("P3", () -> "an engine for rows of %s tokens, alone and together, answers as the processor does: %s"
                .formatted(LENGTHS, difference(Precision.FP32, 1e-3)));
        prove("P4", () -> "so it does in half precision: " + difference(Precision.FP16, HALF_PRECISION));
        prove("P5", this::freesMemory);
        prove("P6", this::inAnotherClassLoader);
        prove("P7", this::withoutLibraryPath);
    }

    private void prove(String name, Callable<String> proof) throws IOException {
        try {
            report.proof(name, true, proof.call());
        } catch (Exception | LinkageError e) { // told, and the next is tried
            Throwable cause = e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e;
            report.proof(name, false, cause.getMessage() == null ? cause.toString() : cause.getMessage());
        }
    }

    private ModelPackage model() throws IOException {
        return bench.model(EncoderShape.TINY, WINDOW, RandomModel.Graph.FP32);
    }

    private String difference(Precision precision, double most) throws Exception {
        double furthest = furthest(bench, precision);
        if (!(furthest <= most)) {
            throw new IOException("scores differ by %s, expected %s at most".formatted(furthest, most));
        }
        return String.format(Locale.ROOT, "scores differ by %.2g", furthest);
    }

    /** The largest difference of a score from ONNX Runtime's on the processor. */
    private static double furthest(Bench bench, Precision precision) throws IOException {
        ModelPackage model = bench.model(EncoderShape.TINY, WINDOW, RandomModel.Graph.FP32);
        double furthest = 0;
        try (Engine engine = bench.engine(model, bench.options().engine(), precision);
                Engine reference = bench.engine(model, EngineOptions.CPU, precision)) {
            for (List<Row> rows : batches(model)) {
                TokenBatch batch = new TokenBatch(rows.size() * WINDOW, model.padId());
                batch.fill(rows, rows.stream().mapToInt(Row::length).max().orElseThrow());
                for (int row = 0; row < rows.size(); row++) {
                    float[] found = engine.run(batch).get(0).at(row, 0);
                    float[] expected = reference.run(batch).get(0).at(row, 0);
                    for (int label = 0; label < expected.length; label++) {
                        furthest = Math.max(furthest, Math.abs(found[label] - expected[label]));
                    }
                }
            }
        }
        return furthest;
    }

    private static List<List<Row>> batches(ModelPackage model) {
        List<List<Row>> batches = new ArrayList<>();
        List<Row> mixed = new ArrayList<>();
        for (int length : LENGTHS) {
            List<Row> rows = Rows.ofLength(
                            model, length, 3, "A train from Lisbon was late, and nobody knew why. ".repeat(20))
                    .rows();
            batches.add(rows.subList(0, 1));
            batches.add(rows);
            mixed.add(rows.get(0));
        }
        batches.add(mixed);
        return batches;
    }

    private String freesMemory() throws IOException {
        ModelPackage model = model();
        OptionalLong before = OptionalLong.empty();
        for (int load = 0; load <= LOADS; load++) {
            bench.engine(model, options.engine(), Precision.FP16).close();
            if (load == 0) {
                before = GraphicsCard.memoryUsed(); // what stays for the process has been taken by now
            }
        }
        OptionalLong after = GraphicsCard.memoryUsed();
        if (before.isEmpty() || after.isEmpty()) {
            throw new IOException("nvidia-smi does not tell the memory in use");
        }
        long grown = after.getAsLong() - before.getAsLong();
        if (grown > LEAK_BYTES) {
            throw new IOException("%d loads took %,d bytes and kept them".formatted(LOADS, grown));
        }
        return "%d loads, and %,d bytes more are in use".formatted(LOADS, grown);
    }

    /** As a restarted job has one: everything is loaded a second time in this process. */
    private String inAnotherClassLoader() throws Exception {
        try (SecondClasses second = SecondClasses.load()) {
            Method again = second.named(Proofs.class.getName()).getDeclaredMethod("again", String[].class);
            again.setAccessible(true);
            Object difference = again.invoke(null, (Object) arguments());
            return "loaded a second time in this process, scores differ by " + difference;
        }
    }

    private String[] arguments() {
        return new String[] {
            "engine=" + options.engine(),
            "tiny=" + options.tiny(),
            "folder=" + options.folder(),
            "tokenizer=" + options.tokenizer(),
            "libraries=" + options.libraries(),
            "lanes=" + options.lanes()
        };
    }

    /** Called in the other class loader, and by {@link #main}. */
    static double again(String[] arguments) throws IOException {
        double furthest = furthest(new Bench(GpuOptions.parse(arguments)), Precision.FP16);
        if (!(furthest <= HALF_PRECISION)) {
            throw new IOException("scores differ by " + furthest);
        }
        return furthest;
    }

    /** In a process of its own: runs an engine that was built before. */
    public static void main(String[] arguments) throws IOException {
        System.out.println("scores differ by " + again(arguments));
    }

    private String withoutLibraryPath() throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(Proofs.class.getName());
        command.addAll(List.of(arguments()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("LD_LIBRARY_PATH");
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            String why = said.lines()
                    .filter(line -> line.contains("Exception"))
                    .findFirst()
                    .orElse(said);
            throw new IOException("a process of its own ended with %d: %s".formatted(process.exitValue(), why));
        }
        String last = said.lines().reduce("", (before, line) -> line);
        return "in a process without LD_LIBRARY_PATH " + last;
    }
}

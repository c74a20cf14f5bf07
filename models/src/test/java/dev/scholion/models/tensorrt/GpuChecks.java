package dev.scholion.models.tensorrt;

import dev.scholion.models.EngineException;
import dev.scholion.models.batch.BudgetOverride;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.engine.Engine;
import dev.scholion.models.engine.EngineOptions;
import dev.scholion.models.engine.EngineRequest;
import dev.scholion.models.engine.EngineShapes;
import dev.scholion.models.engine.OnnxEngine;
import dev.scholion.models.engine.Scores;
import dev.scholion.models.engine.TensorRtOptions;
import dev.scholion.models.engine.TensorRtOptions.Precision;
import dev.scholion.models.engine.TensorRtOptions.WhileBuilding;
import dev.scholion.models.engine.TokenBatch;
import dev.scholion.models.gpu.CudaDevice;
import dev.scholion.models.testing.TinyModel;
import dev.scholion.models.text.Row;
import dev.scholion.models.text.TextTokenizer;
import dev.scholion.models.verify.ModelVerifier;
import dev.scholion.models.verify.Verification;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What has to hold on a machine with a GPU. Each check throws an {@link AssertionError} if it does not, and returns what it
 * measured.
 */
final class GpuChecks {
    private static final int WINDOW = 256;
    private static final int LOADS = 20;
    private static final long MOST_LOST_BYTES = 64L << 20;

    private final Path libraries;
    private final Path work;

    /** @param work folder for models and engines */
    GpuChecks(Path libraries, Path work) {
        this.libraries = libraries;
        this.work = work;
    }

    private static double tolerance(Precision precision) {
        return switch (precision) {
            case FP32, AS_IN_MODEL -> 1e-4;
            case FP16 -> 5e-3;
            case BF16 -> 5e-2;
        };
    }

    EngineOptions options(Precision precision) {
        return EngineOptions.only(EngineOptions.TENSORRT)
                .withTensorRt(new TensorRtOptions(
                        precision,
                        2,
                        libraries,
                        work.resolve("engines"),
                        true,
                        WhileBuilding.WAIT,
                        Duration.ofMinutes(20)));
    }

    private ModelPackage tagger() {
        Path folder = work.resolve("tagger");
        try {
            return TinyModel.tagger(Files.createDirectories(folder), WINDOW);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Engine open(ModelPackage model, Precision precision, BudgetOverride budget) {
        TensorRtProvider provider = new TensorRtProvider();
        provider.unavailable(options(precision)).ifPresent(reason -> {
            throw new AssertionError(reason);
        });
        return provider.open(new EngineRequest(model, EngineShapes.of(model, budget), options(precision)));
    }

    private static List<Row> rows(ModelPackage model, int count, int words, Random random) {
        try (TextTokenizer tokenizer = TextTokenizer.open(model)) {
            return IntStream.range(0, count)
                    .mapToObj(i -> IntStream.range(0, 1 + random.nextInt(words))
                            .mapToObj(word -> "w" + random.nextInt(90))
                            .collect(Collectors.joining(" ")))
                    .map(text -> tokenizer
                            .windows(WINDOW, 0)
                            .of(tokenizer.encode(text))
                            .get(0)
                            .row())
                    .toList();
        }
    }

    private static List<Scores> run(Engine engine, List<Row> rows, int columns) {
        TokenBatch batch = new TokenBatch(rows.size() * columns, 0);
        batch.fill(rows, columns);
        return engine.run(batch);
    }

    private static double difference(Scores one, int row, Scores other, int otherRow, Row tokens) {
        double largest = 0;
        for (int column = 0; column < (one.columns() == 1 ? 1 : tokens.length()); column++) {
            float[] a = one.at(row, column);
            float[] b = other.at(otherRow, column);
            for (int i = 0; i < a.length; i++) {
                largest = Math.max(largest, Double.isFinite(a[i]) ? Math.abs(a[i] - b[i]) : Double.POSITIVE_INFINITY);
            }
        }
        return largest;
    }

    private static String require(String what, double difference, double tolerance) {
        if (!(difference <= tolerance)) {
            throw new AssertionError("%s: %.2e, at most %.2e".formatted(what, difference, tolerance));
        }
        return "%s: %.2e of %.2e".formatted(what, difference, tolerance);
    }

    /** Batches of many shapes, in all profiles, and several times in turn so that records are launched, too. */
    String equalsTheProcessor(Precision precision) {
        ModelPackage model = tagger();
        Random random = new Random(5);
        double largest = 0;
        try (Engine gpu = open(model, precision, BudgetOverride.NONE);
                Engine cpu = OnnxEngine.cpu(model)) {
            for (int[] shape : new int[][] {{1, 8}, {3, 32}, {8, 64}, {200, 64}, {100, 128}, {60, 256}, {1, 256}}) {
                for (int turn = 0; turn < 4; turn++) {
                    List<Row> rows = rows(model, shape[0], shape[1] - 2, random);
                    Scores expected = run(cpu, rows, shape[1]).get(0);
                    Scores actual = run(gpu, rows, shape[1]).get(0);
                    for (int row = 0; row < rows.size(); row++) {
                        largest = Math.max(largest, difference(actual, row, expected, row, rows.get(row)));
                    }
                }
            }
            return require(gpu.description(), largest, tolerance(precision));
        }
    }

    /** The same row alone and among others. */
    String doesNotDependOnNeighbours() {
        ModelPackage model = tagger();
        double largest = 0;
        try (Engine gpu = open(model, Precision.FP16, BudgetOverride.NONE)) {
            List<Row> rows = rows(model, 100, 100, new Random(6));
            Scores together = run(gpu, rows, 128).get(0);
            for (int row = 0; row < rows.size(); row++) {
                Scores alone = run(gpu, List.of(rows.get(row)), 128).get(0);
                largest = Math.max(largest, difference(together, row, alone, 0, rows.get(row)));
            }
        }
        return require("neighbours", largest, tolerance(Precision.FP16));
    }

    /** Memory that is free after as many loads as it was after the first. */
    String givesMemoryBack() {
        ModelPackage model = tagger();
        try (CudaDevice device = CudaDevice.open(0)) {
            device.makeCurrent();
            loadAndRun(model);
            long before = device.memory().free();
            for (int i = 0; i < LOADS; i++) {
                loadAndRun(model);
            }
            long lost = before - device.memory().free();
            return require(
                    "MiB lost in %d loads".formatted(LOADS), (double) (lost >> 20), (double) (MOST_LOST_BYTES >> 20));
        }
    }

    private void loadAndRun(ModelPackage model) {
        try (Engine gpu = open(model, Precision.FP16, BudgetOverride.NONE)) {
            List<Row> rows = rows(model, 4, 20, new Random(7));
            for (int i = 0; i < 3; i++) {
                run(gpu, rows, 32);
            }
        }
    }

    /** A batch that does not fit is told as such, and a smaller one is answered afterwards. */
    String survivesFullMemory() {
        ModelPackage model = tagger();
        BudgetOverride budget = BudgetOverride.of(1 << 14, 1 << 22);
        try (Engine gpu = open(model, Precision.FP16, budget);
                CudaDevice device = CudaDevice.open(0)) {
            device.makeCurrent();
            List<Row> few = rows(model, 1, 20, new Random(8));
            run(gpu, few, 32);
            List<Long> taken = new ArrayList<>();
            try {
                for (long piece = 1L << 34; piece >= 1 << 20; piece /= 2) {
                    fill(device, piece, taken);
                }
                List<Row> many = new ArrayList<>();
                List<Row> some = rows(model, 1024, 200, new Random(9));
                for (int i = 0; i < 16; i++) {
                    many.addAll(some);
                }
                try {
                    run(gpu, many, 256);
                    throw new AssertionError("it had room, although the memory is full");
                } catch (EngineException e) {
                    if (e.kind() != EngineException.Kind.OUT_OF_MEMORY) {
                        throw new AssertionError("another failure than of memory", e);
                    }
                }
            } finally {
                taken.forEach(device::free);
            }
            run(gpu, few, 32);
            return "a batch without room is told, one with room is answered";
        }
    }

    private static void fill(CudaDevice device, long piece, List<Long> taken) {
        try {
            while (true) {
                taken.add(device.allocate(piece, "filling the memory"));
            }
        } catch (EngineException e) {
            if (e.kind() != EngineException.Kind.OUT_OF_MEMORY) {
                throw e;
            }
        }
    }

    /** Stored answers of a package, on an engine. */
    String answersAsStored(Path folder, String engine) {
        ModelPackage model = ModelPackage.read(folder);
        Verification verification =
                ModelVerifier.verify(model, options(Precision.FP16).withKind(java.util.Optional.of(engine)));
        if (!verification.differences().isEmpty()) {
            throw new AssertionError(verification.differences().toString());
        }
        return "%s on %s: %d cases, %.2e"
                .formatted(model.name(), engine, verification.cases(), verification.largestDifference());
    }

    /** An engine in a second class loader, as after the restart of a job. */
    String worksInAnotherClassLoader() {
        List<URL> path = new ArrayList<>();
        try {
            for (String each : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                path.add(Path.of(each).toUri().toURL());
            }
            ClassLoader alone = new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
            Method check = Class.forName(GpuChecks.class.getName(), true, alone)
                    .getDeclaredMethod("inThisClassLoader", Path.class, Path.class);
            check.setAccessible(true);
            return String.valueOf(check.invoke(null, libraries, work));
        } catch (IOException | ReflectiveOperationException e) {
            throw new AssertionError(
                    "a second class loader", e instanceof InvocationTargetException call ? call.getCause() : e);
        }
    }

    static String inThisClassLoader(Path libraries, Path work) {
        return new GpuChecks(libraries, work).equalsTheProcessor(Precision.FP16);
    }
}

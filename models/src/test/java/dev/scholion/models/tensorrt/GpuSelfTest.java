package dev.scholion.models.tensorrt;

import dev.scholion.models.engine.EngineOptions;
import dev.scholion.models.engine.TensorRtOptions.Precision;
import dev.scholion.models.gpu.GpuProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** {@link GpuChecks} from the command line, for a machine that has a Java runtime and jars and nothing else. */
final class GpuSelfTest {
    private GpuSelfTest() {}

    private record Check(String name, Supplier<String> run) {}

    /**
     * Prints a line for each check, and ends with 1 if one failed.
     *
     * @param arguments folder of TensorRT's libraries, then folders of models with stored answers
     */
    public static void main(String[] arguments) throws IOException {
        System.out.println(GpuProbe.ofThisMachine().gpus());
        GpuChecks checks = new GpuChecks(Path.of(arguments[0]), Files.createTempDirectory("scholion-gpu"));
        List<Check> all = new ArrayList<>();
        for (Precision precision : Precision.values()) {
            all.add(new Check("equals the processor, " + precision, () -> checks.equalsTheProcessor(precision)));
        }
        all.add(new Check("does not depend on neighbours", checks::doesNotDependOnNeighbours));
        all.add(new Check("gives memory back", checks::givesMemoryBack));
        all.add(new Check("survives full memory", checks::survivesFullMemory));
        for (int i = 1; i < arguments.length; i++) {
            Path model = Path.of(arguments[i]);
            for (String engine : List.of(EngineOptions.CPU, EngineOptions.CUDA, EngineOptions.TENSORRT)) {
                all.add(new Check("answers as stored", () -> checks.answersAsStored(model, engine)));
            }
        }
        all.add(new Check("works in another class loader", checks::worksInAnotherClassLoader));
        int failed = 0;
        for (Check check : all) {
            try {
                System.out.printf("ok    %s: %s%n", check.name(), check.run().get());
            } catch (RuntimeException | AssertionError e) {
                failed++;
                System.out.printf("FAILS %s: %s%n", check.name(), e);
                e.printStackTrace(System.out);
            }
        }
        System.out.printf("%d of %d checks failed%n", failed, all.size());
        System.exit(failed == 0 ? 0 : 1);
    }
}

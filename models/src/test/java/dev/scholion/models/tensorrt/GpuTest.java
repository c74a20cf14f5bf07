package dev.scholion.models.tensorrt;

import dev.scholion.models.engine.EngineOptions;
import dev.scholion.models.engine.OnnxCudaProvider;
import dev.scholion.models.engine.TensorRtOptions.Precision;
import dev.scholion.models.testing.Project;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link GpuChecks}, where there is a GPU. */
@Tag("gpu")
class GpuTest {
    @TempDir
    private static Path work;

    private final GpuChecks checks = new GpuChecks(
            Path.of(System.getProperty("scholion.home", ".."), "models/target/tensorrt")
                    .toAbsolutePath()
                    .normalize(),
            work);

    @BeforeEach
    void needGpu() {
        skipIf(new TensorRtProvider().unavailable(checks.options(Precision.FP16)));
    }

    private static void skipIf(Optional<String> reason) {
        reason.ifPresent(why -> System.out.println("SKIPPED: " + why));
        Assumptions.assumeTrue(reason.isEmpty(), () -> reason.orElse(""));
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void equalsTheProcessorWithinThePrecision(Precision precision) {
        System.out.println(checks.equalsTheProcessor(precision));
    }

    @Test
    void givesARowTheSameAnswerWhateverStandsBesideIt() {
        System.out.println(checks.doesNotDependOnNeighbours());
    }

    @Test
    void givesMemoryBack() {
        System.out.println(checks.givesMemoryBack());
    }

    @Test
    void tellsABatchThatDoesNotFitAndGoesOn() {
        System.out.println(checks.survivesFullMemory());
    }

    @Test
    void answersAsStored() {
        System.out.println(checks.answersAsStored(Project.newsModel().folder(), EngineOptions.TENSORRT));
    }

    @Test
    void answersAsStoredOnCuda() {
        skipIf(new OnnxCudaProvider().unavailable(EngineOptions.only(EngineOptions.CUDA)));
        System.out.println(checks.answersAsStored(Project.newsModel().folder(), EngineOptions.CUDA));
    }

    @Test
    void worksInAnotherClassLoader() {
        System.out.println(checks.worksInAnotherClassLoader());
    }
}

package dev.scholion.models;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.scholion.models");

    @Test
    void knowsNoFlinkKafkaOrAvro() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..", "org.apache.avro..")
                .check(CLASSES);
    }

    @Test
    void hasNoCyclesOfPackages() {
        slices().matching("dev.scholion.models.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void keepsTheApiFreeOfWhatIsBehindIt() {
        noClasses()
                .that()
                .resideInAPackage("dev.scholion.models")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.scholion.models.*..")
                .check(CLASSES);
    }

    @Test
    void keepsQueueAndDecodersFreeOfNativeCode() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..text..", "..engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.onnxruntime..", "ai.djl..")
                .check(CLASSES);
    }

    @Test
    void keepsTheGpusNativeCodeInItsPackages() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..tensorrt..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages("..gpu..", "..tensorrt..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.jna..")
                .check(CLASSES);
    }

    @Test
    void keepsTheStreamFreeOfThePipelines() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..transformers..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..transformers..")
                .check(CLASSES);
    }

    @Test
    void namesClassesByWhatTheyAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)")
                .check(CLASSES);
    }
}

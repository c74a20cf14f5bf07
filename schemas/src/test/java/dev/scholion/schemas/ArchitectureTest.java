package dev.scholion.schemas;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.scholion.schemas", "dev.scholion.events");

    @Test
    void onlyTheRegistryPackageSpeaksHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.scholion.schemas.registry")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "javax.net..")
                .check(MAIN);
    }

    @Test
    void theWireFormatDoesNotKnowTheRegistry() {
        noClasses()
                .that()
                .resideInAPackage("dev.scholion.schemas")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.scholion.schemas.registry")
                .check(MAIN);
    }

    @Test
    void nothingKnowsFlinkOrKafka() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..")
                .check(MAIN);
    }
}

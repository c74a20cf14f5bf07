package dev.scholion.streaming;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.scholion.streaming");

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.scholion.streaming.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void decodingAndEncodingKnowNoFlinkAndNoKafkaClient() {
        noClasses()
                .that()
                .resideInAnyPackage("..config..", "..input..", "..output..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..")
                .check(CLASSES);
    }

    @Test
    void theJobKnowsNeitherTheCommandLineNorTheLocalRun() {
        noClasses()
                .that()
                .resideInAnyPackage("..config..", "..input..", "..output..", "..state..", "..enrich..", "..job..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..cli..", "..local..")
                .check(CLASSES);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .check(CLASSES);
    }
}

package dev.scholion.models.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scholion.models.catalog.Catalog;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.UnbuiltPackageException;
import dev.scholion.models.testing.Project;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every graph of every package of the catalogue answers as it did where it was made. */
class CatalogTest {
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("graphs")
    void answersAsItDidWhereItWasMade(String name, String precision) {
        boolean there = Project.catalog().names().contains(name);
        Assumptions.assumeTrue(there, "no model in the catalogue");
        ModelPackage model = builtPackage(name, precision);
        Verification verification = ModelVerifier.verify(model);
        System.out.printf(
                "%s %s: %d cases, largest difference of a score %.6f%n",
                name, precision, verification.cases(), verification.largestDifference());
        assertEquals(List.of(), verification.differences());
        assertEquals(Optional.of(precision), verification.stored());
    }

    private static ModelPackage builtPackage(String name, String precision) {
        try {
            return Project.catalog().open(name, Optional.of(precision));
        } catch (UnbuiltPackageException e) {
            System.out.printf("SKIPPED: %s %s: %s%n", name, precision, e.getMessage());
            Assumptions.assumeTrue(false, "not built");
            throw e;
        }
    }

    private static Stream<Arguments> graphs() {
        Catalog catalog = Project.catalog();
        if (catalog.names().isEmpty()) {
            System.out.println("SKIPPED: the catalogue is empty");
            return Stream.of(Arguments.of("(none)", "(none)"));
        }
        return catalog.names().stream()
                .flatMap(name -> Stream.of("int8", "fp32").map(precision -> Arguments.of(name, precision)));
    }
}

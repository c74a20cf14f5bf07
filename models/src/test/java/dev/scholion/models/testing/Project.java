package dev.scholion.models.testing;

import dev.scholion.models.catalog.Catalog;
import dev.scholion.models.catalog.ModelPackage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** What lies in the project's folder. */
public final class Project {
    private static final Path CATALOG =
            Path.of(System.getProperty("scholion.home", "..")).resolve("models/catalog");

    private Project() {}

    /** The news model of the catalogue; a test that asks for it is skipped, and says so, where the catalogue is empty. */
    public static ModelPackage newsModel() {
        boolean there = catalog().names().contains("news-en");
        if (!there) {
            System.out.println("SKIPPED: no model news-en in " + CATALOG);
        }
        Assumptions.assumeTrue(there, "no model news-en in " + CATALOG);
        return catalog().open("news-en");
    }

    /** The packages that come with the project. */
    public static Catalog catalog() {
        return new Catalog(List.of(CATALOG));
    }
}

package dev.scholion.models.testing;

import dev.scholion.models.catalog.Catalog;
import dev.scholion.models.catalog.ModelPackage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** What lies in the project's folder. */
public final class Project {
    private Project() {}

    /** The news model of the catalogue; a test that asks for it is skipped, and says so, where the catalogue is empty. */
    public static ModelPackage newsModel() {
        Path catalog = Path.of(System.getProperty("scholion.home", "..")).resolve("models/catalog");
        boolean there = Files.exists(catalog.resolve("news-en/model.yaml"));
        if (!there) {
            System.out.println("SKIPPED: no model news-en in " + catalog);
        }
        Assumptions.assumeTrue(there, "no model news-en in " + catalog);
        return new Catalog(List.of(catalog)).open("news-en");
    }
}

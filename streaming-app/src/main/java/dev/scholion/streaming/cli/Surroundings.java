package dev.scholion.streaming.cli;

import dev.scholion.models.catalog.Catalog;
import dev.scholion.models.catalog.UserCatalog;
import dev.scholion.streaming.cli.view.Paint;
import dev.scholion.streaming.local.Installation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a command has around it.
 *
 * @param environment variables of the process
 * @param out results; flushed at each line
 * @param err progress and errors
 */
record Surroundings(
        Installation installation, Map<String, String> environment, Paint paint, PrintWriter out, PrintWriter err) {
    Surroundings {
        environment = Map.copyOf(environment);
    }

    /** The user's own models, and those that come with the installation. */
    Catalog catalog() {
        return new Catalog(List.of(userCatalog().root(), installation.home().resolve("models/catalog")));
    }

    /** Where models are brought to. */
    UserCatalog userCatalog() {
        String named = environment.getOrDefault("SCHOLION_MODELS", "");
        return new UserCatalog(
                named.isBlank() ? Path.of(System.getProperty("user.home"), ".scholion", "models") : Path.of(named));
    }
}

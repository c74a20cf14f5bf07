package dev.scholion.streaming.cli;

import dev.scholion.models.catalog.Catalog;
import dev.scholion.streaming.cli.view.Paint;
import dev.scholion.streaming.local.Installation;
import java.io.PrintWriter;
import java.util.List;

/**
 * What a command has around it.
 *
 * @param out results; flushed at each line
 * @param err progress and errors
 */
record Surroundings(Installation installation, Paint paint, PrintWriter out, PrintWriter err) {
    /** The models that come with the installation. */
    Catalog catalog() {
        return new Catalog(List.of(installation.home().resolve("models/catalog")));
    }
}

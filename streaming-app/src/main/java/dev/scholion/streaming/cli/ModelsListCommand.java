package dev.scholion.streaming.cli;

import dev.scholion.models.catalog.Catalog;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.catalog.UnbuiltPackageException;
import dev.scholion.streaming.cli.view.ByteCount;
import dev.scholion.streaming.cli.view.Paint;
import dev.scholion.streaming.cli.view.SafeText;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Lists models; one that cannot be read is a line among the others. */
@Command(
        name = "list",
        description = "Lists the models that there are: name, version, precisions, tasks, languages, size.")
final class ModelsListCommand implements Callable<Integer> {
    private static final String COLUMNS = "%-28s %-12s %-14s %-34s %-10s %9s";

    private final Surroundings surroundings;

    ModelsListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Catalog catalog = surroundings.catalog();
        surroundings
                .out()
                .println(surroundings
                        .paint()
                        .in(
                                Paint.Colour.DIM,
                                COLUMNS.formatted("name", "version", "precisions", "tasks", "languages", "size")));
        for (String name : catalog.names()) {
            surroundings.out().println(line(catalog, name));
        }
        return ExitCodes.DONE;
    }

    private String line(Catalog catalog, String name) {
        try {
            ModelPackage model = catalog.open(name);
            return SafeText.of(COLUMNS.formatted(
                            name,
                            SafeText.shortened(model.version(), 12),
                            Stream.concat(Stream.of(model.precision()), model.precisions().stream())
                                    .distinct()
                                    .collect(Collectors.joining(",")),
                            model.tasks().stream()
                                    .map(head -> head.spec().name())
                                    .collect(Collectors.joining(",")),
                            model.card().languages().isEmpty()
                                    ? "-"
                                    : SafeText.shortened(
                                            String.join(",", model.card().languages()), 10),
                            ByteCount.of(model.files().stream()
                                    .mapToLong(file -> file.path().toFile().length())
                                    .sum()))
                    .stripTrailing());
        } catch (UnbuiltPackageException e) {
            return surroundings
                    .paint()
                    .in(Paint.Colour.DIM, SafeText.of("%-28s not built: %s".formatted(name, e.getMessage())));
        } catch (ModelPackageException e) {
            return surroundings
                    .paint()
                    .in(Paint.Colour.RED, SafeText.of("%-28s broken: %s".formatted(name, e.getMessage())));
        }
    }
}

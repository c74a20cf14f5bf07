package dev.scholion.streaming.cli;

import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.streaming.cli.view.ModelView;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells all that is known about a model without loading it. */
@Command(
        name = "show",
        description = "Tells all that is known about a model: tasks, labels, window, tokenizer, graph, files, card.")
final class ModelsShowCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "MODEL", description = "Name or folder of the model.")
    private String model = "";

    @Option(
            names = "--precision",
            paramLabel = "P",
            description = "Which of its graphs. Default: the one that is used if nothing else is said.")
    private @Nullable String precision;

    ModelsShowCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ModelPackage wanted = surroundings.catalog().open(model, Optional.ofNullable(precision));
        surroundings.out().println(new ModelView(surroundings.paint()).lines(wanted));
        return ExitCodes.DONE;
    }
}

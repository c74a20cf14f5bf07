package dev.scholion.streaming.cli;

import dev.scholion.models.catalog.Catalog;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.predict.BatchingPredictor;
import dev.scholion.models.predict.PredictorOptions;
import dev.scholion.models.predict.Predictors;
import dev.scholion.models.verify.ModelVerifier;
import dev.scholion.models.verify.Verification;
import dev.scholion.streaming.cli.view.Paint;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the models of the catalogue, or verifies one. */
@Command(
        name = "models",
        description = {
            "Lists the models of the catalogue, or verifies one.",
            "To verify a model is to compare its answers on this machine with those that its reference gave."
        })
final class ModelsCommand implements Callable<Integer> {
    /** What to do. */
    enum Action {
        LIST,
        VERIFY
    }

    private final Surroundings surroundings;

    @Parameters(
            index = "0",
            paramLabel = "list|verify",
            arity = "0..1",
            description = "What to do. Default: ${DEFAULT-VALUE}.")
    private Action action = Action.LIST;

    @Parameters(
            index = "1",
            paramLabel = "MODEL",
            arity = "0..1",
            description = "Name or folder of the model to verify.")
    private @Nullable String model;

    ModelsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandException {
        Catalog catalog = surroundings.catalog();
        if (action == Action.LIST) {
            catalog.names().forEach(name -> surroundings.out().println(line(catalog.open(name))));
            return ExitCodes.DONE;
        }
        if (model == null) {
            throw new CommandException(ExitCodes.MISUSED, "verify which model?");
        }
        try {
            return verify(catalog.open(model));
        } catch (ModelPackageException e) {
            throw new CommandException(ExitCodes.FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    private int verify(ModelPackage wanted) {
        try (BatchingPredictor predictor = Predictors.open(wanted, PredictorOptions.defaults())) {
            Verification verification = ModelVerifier.verify(wanted, predictor);
            Paint paint = surroundings.paint();
            verification.differences().forEach(each -> surroundings.out().println(paint.in(Paint.Colour.RED, each)));
            surroundings
                    .out()
                    .println("%s %s: %d texts, largest difference of a score %.2g, tolerance %.2g: %s"
                            .formatted(
                                    wanted.name(),
                                    wanted.version(),
                                    verification.cases(),
                                    verification.largestDifference(),
                                    verification.tolerance(),
                                    verification.passed() ? "ok" : "not the same"));
            return verification.passed() ? ExitCodes.DONE : ExitCodes.FAILED;
        }
    }

    private static String line(ModelPackage each) {
        return "%-20s %-8s %-6s %s"
                .formatted(
                        each.name(),
                        each.version(),
                        each.precision(),
                        each.tasks().stream().map(head -> head.spec().name()).collect(Collectors.joining(", ")));
    }
}

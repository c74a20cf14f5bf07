package dev.scholion.streaming.cli;

import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.verify.Check;
import dev.scholion.models.verify.ModelChecks;
import dev.scholion.streaming.cli.view.Paint;
import dev.scholion.streaming.cli.view.SafeText;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes every check of a model, and says of each how it ended. */
@Command(
        name = "verify",
        description = {
            "Checks a model on this machine: files, loading, the answers of its golden.json, and that a text"
                    + " gets the same scores whatever stands beside it in a batch.",
            "Without golden.json nobody knows whether the answers are right; the other checks are made."
        })
final class ModelsVerifyCommand implements Callable<Integer> {
    private static final int MOST_DIFFERENCES = 20;

    private final Surroundings surroundings;

    @Parameters(paramLabel = "MODEL", description = "Name or folder of the model.")
    private String model = "";

    @Option(
            names = "--precision",
            paramLabel = "P",
            description = "Which of its graphs. Default: the one that is used if nothing else is said.")
    private @Nullable String precision;

    @Mixin
    private final EngineOption engine = new EngineOption();

    ModelsVerifyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ModelPackage wanted = surroundings.catalog().open(model, Optional.ofNullable(precision));
        List<Check> checks = new ModelChecks(wanted, engine.options()).all();
        checks.forEach(this::print);
        boolean failed = checks.stream().anyMatch(check -> check.outcome() == Check.Outcome.FAILED);
        boolean partly = checks.stream().anyMatch(check -> check.outcome() == Check.Outcome.NOT_MADE);
        surroundings
                .out()
                .println(SafeText.of("%s %s: %s"
                        .formatted(
                                wanted.name(),
                                wanted.version(),
                                failed ? "not as it should be" : partly ? "ok as far as it was checked" : "ok")));
        return failed ? ExitCodes.FAILED : ExitCodes.DONE;
    }

    private void print(Check check) {
        Paint.Colour colour =
                switch (check.outcome()) {
                    case PASSED -> Paint.Colour.GREEN;
                    case FAILED -> Paint.Colour.RED;
                    case NOT_MADE -> Paint.Colour.YELLOW;
                };
        String outcome =
                switch (check.outcome()) {
                    case PASSED -> "ok";
                    case FAILED -> "FAILED";
                    case NOT_MADE -> "NOT MADE";
                };
        surroundings
                .out()
                .println(surroundings.paint().in(colour, "%-9s".formatted(outcome))
                        + SafeText.of("%-11s %s".formatted(check.name(), check.detail())));
        check.differences().stream().limit(MOST_DIFFERENCES).forEach(each -> surroundings
                .out()
                .println(surroundings.paint().in(Paint.Colour.RED, "         " + SafeText.of(each))));
        if (check.differences().size() > MOST_DIFFERENCES) {
            surroundings
                    .out()
                    .println(
                            "         and %d more".formatted(check.differences().size() - MOST_DIFFERENCES));
        }
    }
}

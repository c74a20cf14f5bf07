package dev.scholion.streaming.cli;

import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.TaskHead;
import dev.scholion.models.predict.ModelUse;
import dev.scholion.models.predict.PredictorOptions;
import dev.scholion.models.predict.Predictors;
import dev.scholion.models.predict.TracingPredictor;
import dev.scholion.streaming.cli.labelled.DataFileException;
import dev.scholion.streaming.cli.labelled.Rows;
import dev.scholion.streaming.cli.view.Evaluated;
import dev.scholion.streaming.cli.view.EvaluationJson;
import dev.scholion.streaming.cli.view.EvaluationText;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures one task of a model on labelled texts. */
@Command(
        name = "eval",
        description = {
            "Measures a model on labelled texts of your own: classes, entities or answers.",
            "Texts are read, cut into windows and batched as in a pipeline. docs/models.md tells of the files and"
                    + " the figures."
        })
final class ModelsEvalCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "MODEL", description = "Name or folder of the model.")
    private String model = "";

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = "Which of the model's tasks. May be left out if only one can be measured.")
    private @Nullable String task;

    @Option(
            names = "--precision",
            paramLabel = "P",
            description = "Which of its graphs. Default: the one that is used if nothing else is said.")
    private @Nullable String precision;

    @Option(
            names = "--format",
            paramLabel = "text|json",
            description = "How the figures are printed; json has all of them. Default: ${DEFAULT-VALUE}.")
    private EvaluationFormat format = EvaluationFormat.TEXT;

    @Option(
            names = "--at-least",
            split = ",",
            paramLabel = "[FIGURE=]N",
            description =
                    "Fail if a figure is lower: accuracy, macro-f1, micro-f1, word-accuracy, f1 or exact-match, as"
                            + " the task has it. Default: the first one that is printed.")
    private List<String> minimums = List.of();

    @Mixin
    private final DataOptions data = new DataOptions();

    @Mixin
    private final MeasureOptions measures = new MeasureOptions();

    @Mixin
    private final EngineOption engine = new EngineOption();

    ModelsEvalCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandException, DataFileException {
        ModelPackage wanted = surroundings.catalog().open(model, Optional.ofNullable(precision));
        TaskHead head = head(wanted);
        EvaluationPlan<?> plan = measures.plan(head, data.columns());
        List<Minimum> expected =
                Minimum.all(minimums, plan.measure().report().figures().keySet());
        ModelUse use = new ModelUse(
                wanted,
                List.of(plan.task()),
                Set.of(),
                PredictorOptions.defaults().withEngine(engine.options()));
        Evaluated evaluated;
        try (Rows rows = data.open(head.spec().kind(), plan.reader());
                TracingPredictor predictor = Predictors.open(use)) {
            boolean onTerminal = Boolean.getBoolean("scholion.terminal");
            evaluated = new EvaluationRun(predictor, surroundings.err(), onTerminal).of(plan, rows);
        }
        if (evaluated.report().examples() == 0) {
            throw new CommandException(ExitCodes.FAILED, nothing(evaluated));
        }
        surroundings.out().println(shown(evaluated));
        return met(expected, evaluated) ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    private String nothing(Evaluated evaluated) {
        return "%s: none of its texts counts: %d are left out, %d cannot be annotated"
                .formatted(data.file(), evaluated.leftOut(), evaluated.notAnnotated());
    }

    private TaskHead head(ModelPackage wanted) throws CommandException {
        List<TaskHead> measurable = wanted.tasks().stream()
                .filter(head -> MeasureOptions.measures(head.spec().kind()))
                .toList();
        List<TaskHead> meant = measurable.stream()
                .filter(head -> task == null || head.spec().name().equals(task))
                .toList();
        if (meant.size() == 1) {
            return meant.get(0);
        }
        String names = measurable.stream().map(head -> head.spec().name()).collect(Collectors.joining(", "));
        throw new CommandException(
                ExitCodes.MISUSED,
                "--task: of the model '%s' %s"
                        .formatted(
                                wanted.name(),
                                measurable.isEmpty()
                                        ? "no task can be measured, only classes, entities and answers can"
                                        : "these tasks can be measured: " + names));
    }

    private String shown(Evaluated evaluated) {
        return format == EvaluationFormat.JSON
                ? EvaluationJson.of(evaluated)
                : new EvaluationText(surroundings.paint()).of(evaluated);
    }

    private boolean met(List<Minimum> expected, Evaluated evaluated) {
        boolean all = true;
        for (Minimum minimum : expected) {
            double value = evaluated.report().figures().getOrDefault(minimum.figure(), 0.0);
            if (value < minimum.value()) {
                all = false;
                surroundings.err().println(minimum.missedBy(value));
            }
        }
        return all;
    }
}

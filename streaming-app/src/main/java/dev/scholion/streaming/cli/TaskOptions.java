package dev.scholion.streaming.cli;

import dev.scholion.models.TaskSpec.Kind;
import dev.scholion.models.catalog.Aggregation;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.TaskHead;
import dev.scholion.models.predict.ModelUse;
import dev.scholion.models.predict.PredictorOptions;
import dev.scholion.models.task.ClassRules;
import dev.scholion.models.task.Task;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is asked of a model, for a command that shows it texts: each head's usual task, with these words to it. */
final class TaskOptions {
    @Option(
            names = "--labels",
            split = ",",
            paramLabel = "LABEL",
            description = "Zero-shot classification: the labels, separated by commas. The model must know entailment.")
    private List<String> labels = List.of();

    @Option(
            names = "--question",
            paramLabel = "QUESTION",
            description = "What a model that answers questions is asked about the text.")
    private @Nullable String question;

    @Option(names = "--top-k", paramLabel = "N", description = "Give so many labels, answers or fills.")
    private @Nullable Integer topK;

    @Option(
            names = "--aggregation",
            paramLabel = "RULE",
            description = "How tokens become entities: none, simple, first, average or max. Default: the model's.")
    private @Nullable String aggregation;

    @Option(
            names = "--precision",
            paramLabel = "PRECISION",
            description = "Which of the model's graphs runs, for example int8. Default: the model's choice.")
    private @Nullable String precision;

    /** Which of the model's graphs runs, if that was said. */
    Optional<String> precision() {
        return Optional.ofNullable(precision);
    }

    /** The names of those that were given and say what to ask of the model. */
    List<String> given() {
        List<String> given = new ArrayList<>();
        if (!labels.isEmpty()) {
            given.add("--labels");
        }
        if (question != null) {
            given.add("--question");
        }
        if (topK != null) {
            given.add("--top-k");
        }
        if (aggregation != null) {
            given.add("--aggregation");
        }
        return given;
    }

    /** @throws CommandException if an option does not fit the model, or the model needs one that is not there */
    ModelUse use(ModelPackage model) throws CommandException {
        List<Task> tasks = new ArrayList<>();
        try {
            for (TaskHead head : model.tasks()) {
                task(head).ifPresent(tasks::add);
            }
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
        if (tasks.isEmpty()) {
            throw wrong("--question: the model answers questions, so it needs one");
        }
        demand(!labels.isEmpty(), "--labels", EnumSet.of(Kind.ZERO_SHOT_CLASSIFICATION), tasks);
        demand(question != null, "--question", EnumSet.of(Kind.QUESTION_ANSWERING), tasks);
        demand(aggregation != null, "--aggregation", EnumSet.of(Kind.TOKEN_CLASSIFICATION), tasks);
        demand(
                topK != null,
                "--top-k",
                EnumSet.of(
                        Kind.TEXT_CLASSIFICATION,
                        Kind.ZERO_SHOT_CLASSIFICATION,
                        Kind.QUESTION_ANSWERING,
                        Kind.FILL_MASK),
                tasks);
        return new ModelUse(model, tasks, Set.of(), PredictorOptions.defaults());
    }

    /** Empty for a head that waits for a question. */
    private Optional<Task> task(TaskHead head) throws CommandException {
        String name = head.spec().name();
        return switch (head.spec().kind()) {
            case TEXT_CLASSIFICATION ->
                Optional.of(
                        entails(head) && !labels.isEmpty()
                                ? new Task.ZeroShotClassification(
                                        name,
                                        head,
                                        labels,
                                        Task.ZeroShotClassification.USUAL_HYPOTHESIS,
                                        false,
                                        rules())
                                : new Task.Classification(name, head, rules(), Optional.empty()));
            case TOKEN_CLASSIFICATION ->
                Optional.of(new Task.EntityRecognition(
                        name, aggregation == null ? head : head.withAggregation(rule(aggregation))));
            case QUESTION_ANSWERING ->
                Optional.ofNullable(question)
                        .map(asked -> new Task.QuestionAnswering(
                                name,
                                head,
                                Optional.of(asked),
                                Optional.empty(),
                                topK == null ? 1 : topK,
                                Task.QuestionAnswering.USUAL_ANSWER_TOKENS,
                                false));
            case FILL_MASK -> Optional.of(new Task.FillMask(name, head, topK == null ? 5 : topK));
            default -> Task.usual(head);
        };
    }

    private ClassRules rules() {
        ClassRules all = ClassRules.ALL;
        return topK == null ? all : new ClassRules(all.windows(), topK, all.threshold(), all.abstainBelow());
    }

    private static boolean entails(TaskHead head) {
        return head.spec().labels().stream()
                .anyMatch(label -> label.toLowerCase(Locale.ROOT).startsWith("entail"));
    }

    private static Aggregation rule(String name) throws CommandException {
        for (Aggregation each : Aggregation.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(name)) {
                return each;
            }
        }
        throw wrong("--aggregation: '%s' is none of none, simple, first, average, max".formatted(name));
    }

    private static void demand(boolean given, String option, Set<Kind> kinds, List<Task> tasks)
            throws CommandException {
        if (given && tasks.stream().noneMatch(task -> kinds.contains(task.kind()))) {
            throw wrong(option + ": the model has no task that it means anything to");
        }
    }

    private static CommandException wrong(String message) {
        return new CommandException(ExitCodes.CONFIGURATION, message);
    }
}

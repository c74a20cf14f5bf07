package dev.scholion.streaming.cli;

import dev.scholion.models.TaskSpec.Kind;
import dev.scholion.models.catalog.Activation;
import dev.scholion.models.catalog.TaskHead;
import dev.scholion.models.evaluate.AnswerMeasure;
import dev.scholion.models.evaluate.ClassMeasure;
import dev.scholion.models.evaluate.Example;
import dev.scholion.models.evaluate.LabelSetMeasure;
import dev.scholion.models.evaluate.SpanMeasure;
import dev.scholion.models.evaluate.WordTag;
import dev.scholion.models.task.ClassRules;
import dev.scholion.models.task.Task;
import dev.scholion.streaming.cli.labelled.Columns;
import dev.scholion.streaming.cli.labelled.ExampleReader;
import dev.scholion.streaming.cli.labelled.TruthLabels;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Options that say what counts when answers are compared with the truth. */
final class MeasureOptions {
    @Option(
            names = "--map",
            paramLabel = "THEIRS=OURS",
            description =
                    "A label of the file, or a type of entity, and what the model calls it. THEIRS= alone leaves rows"
                            + " of it out; words of it have no tag then. May be given several times.")
    private List<String> mappings = List.of();

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "LABEL",
            description =
                    "The labels or types that count, separated by commas, where the file has fewer than the model:"
                            + " the best of these labels is what the model says, entities of other types are not looked at.")
    private List<String> only = List.of();

    @Option(
            names = "--threshold",
            paramLabel = "SCORE",
            description = "For labels that do not exclude each other: the score from which on one counts. Default:"
                    + " ${DEFAULT-VALUE}.")
    private float threshold = 0.5f;

    @Option(
            names = "--no-answer",
            description =
                    "For questions: the model may say that there is no answer, and the file may have such questions.")
    private boolean noAnswer;

    @Option(
            names = "--max-answer-tokens",
            paramLabel = "N",
            description = "For questions: tokens of the longest answer. Default: ${DEFAULT-VALUE}.")
    private int maxAnswerTokens = Task.QuestionAnswering.USUAL_ANSWER_TOKENS;

    @Option(
            names = "--errors",
            paramLabel = "N",
            description = "Show so many wrong answers, those first of which the model is surest. Default: 0.")
    private int errors;

    /** Whether a kind of task can be measured. */
    static boolean measures(Kind kind) {
        return kind == Kind.TEXT_CLASSIFICATION || kind == Kind.TOKEN_CLASSIFICATION || kind == Kind.QUESTION_ANSWERING;
    }

    /** @throws CommandException if an option does not fit the task */
    EvaluationPlan<?> plan(TaskHead head, Columns columns) throws CommandException {
        if (errors < 0) {
            throw misused("--errors is %d, expected 0 or more".formatted(errors));
        }
        if (!(threshold >= 0 && threshold <= 1)) {
            throw misused("--threshold is %s, expected a score from 0 to 1".formatted(threshold));
        }
        return switch (head.spec().kind()) {
            case TEXT_CLASSIFICATION ->
                head.activation() == Activation.SIGMOID ? labelSets(head, columns) : classes(head, columns);
            case TOKEN_CLASSIFICATION -> spans(head);
            case QUESTION_ANSWERING -> answers(head);
            default -> throw new IllegalArgumentException("no measure of " + head.spec());
        };
    }

    private EvaluationPlan<Example.OfClass> classes(TaskHead head, Columns columns) throws CommandException {
        List<String> labels = head.spec().labels();
        if (labels.size() < 2) {
            throw new CommandException(
                    ExitCodes.CONFIGURATION,
                    "task '%s' gives a number and no class, there is nothing to compare with a label"
                            .formatted(head.spec().name()));
        }
        boolean probabilities = head.activation() == Activation.SOFTMAX;
        Set<String> counted = counted(labels);
        return new EvaluationPlan<>(
                classification(head, columns),
                ExampleReader.ofClasses(columns, truth(labels), counted),
                new ClassMeasure(labels, counted, probabilities, errors));
    }

    private EvaluationPlan<Example.OfLabels> labelSets(TaskHead head, Columns columns) throws CommandException {
        List<String> labels = head.spec().labels();
        return new EvaluationPlan<>(
                classification(head, columns),
                ExampleReader.ofLabelSets(columns, truth(labels)),
                new LabelSetMeasure(labels, counted(labels), threshold, errors));
    }

    private static Task classification(TaskHead head, Columns columns) {
        return new Task.Classification(
                head.spec().name(), head, ClassRules.ALL, columns.pair().map(any -> ExampleReader.PAIR));
    }

    private EvaluationPlan<Example.OfTags> spans(TaskHead head) throws CommandException {
        List<String> types = head.spec().labels().stream()
                .map(WordTag::parse)
                .filter(tag -> !tag.isOutside())
                .map(WordTag::type)
                .distinct()
                .sorted()
                .toList();
        return new EvaluationPlan<>(
                new Task.EntityRecognition(head.spec().name(), head),
                ExampleReader.ofTags(truth(types)),
                new SpanMeasure(counted(types), errors));
    }

    private EvaluationPlan<Example.OfAnswer> answers(TaskHead head) throws CommandException {
        if (!mappings.isEmpty() || !only.isEmpty()) {
            throw misused("--map and --only: answers have no labels");
        }
        if (maxAnswerTokens < 1) {
            throw misused("--max-answer-tokens is %d, expected at least 1".formatted(maxAnswerTokens));
        }
        return new EvaluationPlan<>(
                new Task.QuestionAnswering(
                        head.spec().name(),
                        head,
                        Optional.empty(),
                        Optional.of(Example.OfAnswer.QUESTION),
                        1,
                        maxAnswerTokens,
                        noAnswer),
                ExampleReader.ofAnswers(noAnswer),
                new AnswerMeasure(errors));
    }

    private Set<String> counted(List<String> known) throws CommandException {
        for (String label : only) {
            if (!known.contains(label)) {
                throw misused("--only: the model has no '%s', it has %s".formatted(label, String.join(", ", known)));
            }
        }
        return new LinkedHashSet<>(only);
    }

    private TruthLabels truth(List<String> known) throws CommandException {
        Map<String, String> translated = new HashMap<>();
        for (String mapping : mappings) {
            int equals = mapping.lastIndexOf('=');
            if (equals < 1) {
                throw misused("--map is '%s', expected THEIRS=OURS or THEIRS=".formatted(mapping));
            }
            String theirs = mapping.substring(0, equals);
            if (translated.put(theirs, mapping.substring(equals + 1)) != null) {
                throw misused("--map has '%s' twice".formatted(theirs));
            }
        }
        try {
            return new TruthLabels(known, translated);
        } catch (IllegalArgumentException e) {
            throw misused("--map " + e.getMessage());
        }
    }

    private static CommandException misused(String message) {
        return new CommandException(ExitCodes.MISUSED, message);
    }
}

package dev.scholion.streaming.enrich;

import dev.scholion.models.TaskSpec.Kind;
import dev.scholion.models.catalog.Aggregation;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.Pooling;
import dev.scholion.models.catalog.TaskHead;
import dev.scholion.models.task.ClassRules;
import dev.scholion.models.task.GenerationRules;
import dev.scholion.models.task.Task;
import dev.scholion.models.task.WindowRule;
import dev.scholion.streaming.config.ConfigurationException.Problem;
import dev.scholion.streaming.config.TaskConfig;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the head that a task of a pipeline file is asked of. */
record TaskBinding(TaskConfig config, ModelPackage model) {
    private static final int USUAL_FILLS = 5;
    private static final int USUAL_SENTENCES = 3;

    /** The task, or nothing where something was added to the problems. */
    Optional<Task> task(List<Problem> problems) {
        Optional<TaskHead> head = head(problems);
        if (head.isEmpty()) {
            return Optional.empty();
        }
        Kind kind = config.kind() == null ? head.get().spec().kind() : config.kind();
        List<Problem> unfit = config.problems(kind);
        problems.addAll(unfit);
        return unfit.isEmpty() ? Optional.of(task(kind, adjusted(head.get()))) : Optional.empty();
    }

    /** The named one; or the one of the task's own name; or the only one that fits. */
    private Optional<TaskHead> head(List<Problem> problems) {
        List<TaskHead> fitting = model.tasks().stream().filter(this::fits).toList();
        String wanted = config.head() == null ? config.name() : config.head();
        Optional<TaskHead> named = fitting.stream()
                .filter(head -> head.spec().name().equals(wanted))
                .findFirst();
        if (named.isPresent()) {
            return named;
        }
        if (config.head() == null && fitting.size() == 1) {
            return Optional.of(fitting.get(0));
        }
        problems.add(noHead(fitting.isEmpty()));
        return Optional.empty();
    }

    private Problem noHead(boolean noneFits) {
        String kind = config.kind() == null ? "" : " for " + TaskConfig.spelled(config.kind());
        if (config.head() != null) {
            return new Problem(
                    config.key() + ".head",
                    "'%s' is no head of the model%s; its heads: %s".formatted(config.head(), kind, heads()));
        }
        return noneFits
                ? new Problem(config.key() + ".kind", "the model has no head%s; its heads: %s".formatted(kind, heads()))
                : new Problem(config.key() + ".head", "several would do%s; the heads: %s".formatted(kind, heads()));
    }

    private boolean fits(TaskHead head) {
        return config.kind() == null || headOf(config.kind()) == head.spec().kind();
    }

    private static Kind headOf(Kind kind) {
        return switch (kind) {
            case ZERO_SHOT_CLASSIFICATION -> Kind.TEXT_CLASSIFICATION;
            case REDACTION -> Kind.TOKEN_CLASSIFICATION;
            case EXTRACTIVE_SUMMARY -> Kind.SENTENCE_EMBEDDING;
            default -> kind;
        };
    }

    private String heads() {
        return model.tasks().stream()
                .map(head -> "%s (%s)"
                        .formatted(
                                head.spec().name(),
                                TaskConfig.spelled(head.spec().kind())))
                .collect(Collectors.joining(", "));
    }

    private TaskHead adjusted(TaskHead head) {
        Aggregation aggregation = config.aggregation();
        TaskHead adjusted = aggregation == null ? head : head.withAggregation(aggregation);
        Pooling.Mode mode = config.pooling() == null ? head.pooling().mode() : config.pooling();
        boolean normalized = config.normalize() == null ? head.pooling().normalized() : config.normalize();
        return adjusted.withPooling(new Pooling(mode, normalized));
    }

    private Task task(Kind kind, TaskHead head) {
        String name = config.name();
        return switch (kind) {
            case TEXT_CLASSIFICATION ->
                new Task.Classification(name, head, rules(), Optional.ofNullable(config.pairField()));
            case TOKEN_CLASSIFICATION -> new Task.EntityRecognition(name, head);
            case QUESTION_ANSWERING ->
                new Task.QuestionAnswering(
                        name,
                        head,
                        Optional.ofNullable(config.question()),
                        Optional.ofNullable(config.questionField()),
                        said(config.topK(), 1),
                        said(config.maxAnswerTokens(), Task.QuestionAnswering.USUAL_ANSWER_TOKENS),
                        config.noAnswer());
            case FILL_MASK -> new Task.FillMask(name, head, said(config.topK(), USUAL_FILLS));
            case SENTENCE_EMBEDDING -> new Task.SentenceEmbedding(name, head);
            case ZERO_SHOT_CLASSIFICATION ->
                new Task.ZeroShotClassification(
                        name,
                        head,
                        config.labels(),
                        said(config.hypothesis(), Task.ZeroShotClassification.USUAL_HYPOTHESIS),
                        config.multiLabel(),
                        rules());
            case EXTRACTIVE_SUMMARY ->
                new Task.ExtractiveSummary(name, head, said(config.sentences(), USUAL_SENTENCES));
            case REDACTION ->
                new Task.Redaction(
                        name,
                        head,
                        Set.copyOf(config.types()),
                        said(config.replacement(), Task.Redaction.TYPE_IN_BRACKETS));
            case TEXT_GENERATION ->
                new Task.TextGeneration(
                        name,
                        head,
                        new GenerationRules(
                                said(config.prefix(), ""),
                                Optional.ofNullable(config.maxNewTokens()),
                                Optional.ofNullable(config.beams())));
        };
    }

    private ClassRules rules() {
        return new ClassRules(
                said(config.windows(), WindowRule.MEAN_BY_TOKENS),
                said(config.topK(), ClassRules.ALL.topK()),
                said(config.threshold(), ClassRules.ALL.threshold()),
                said(config.abstainBelow(), ClassRules.ALL.abstainBelow()));
    }

    private static <T> T said(@Nullable T value, T usual) {
        return Objects.requireNonNullElse(value, usual);
    }
}

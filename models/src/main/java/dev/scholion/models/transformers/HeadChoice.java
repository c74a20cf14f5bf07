package dev.scholion.models.transformers;

import dev.scholion.models.TaskSpec;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.TaskHead;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which of a model's heads a pipeline reads, and as what.
 *
 * @param task what the head's scores are used for
 */
record HeadChoice(PipelineTask task, TaskHead head) {
    /** @throws PipelineArgumentException if there is no such head, or more than one */
    static HeadChoice of(ModelPackage model, PipelineRequest request) {
        List<TaskHead> named = model.tasks().stream()
                .filter(head -> request.head().map(head.spec().name()::equals).orElse(true))
                .toList();
        if (named.isEmpty()) {
            throw new PipelineArgumentException("%s has no head '%s', it has %s"
                    .formatted(model.name(), request.head().orElse(""), described(model.tasks())));
        }
        Optional<TaskSpec.Kind> kind = request.task().map(PipelineTask::kind);
        List<TaskHead> fitting = named.stream()
                .filter(head -> kind.map(head.spec().kind()::equals).orElse(true))
                .toList();
        if (fitting.size() > 1) {
            throw new PipelineArgumentException("%s has several heads%s: %s; name the head that is meant"
                    .formatted(
                            model.name(),
                            request.task().map(task -> " for " + task).orElse(""),
                            described(fitting)));
        }
        if (fitting.size() == 1) {
            TaskHead head = fitting.get(0);
            return new HeadChoice(request.task().orElseGet(() -> usual(model, head)), head);
        }
        PipelineTask task = request.task().orElseThrow();
        if (task.kind() == TaskSpec.Kind.SENTENCE_EMBEDDING && request.head().isEmpty()) {
            return new HeadChoice(
                    task, TaskHead.of(TaskSpec.of("embedding", task.kind(), "last_hidden_state", List.of())));
        }
        throw new PipelineArgumentException(
                "%s has no head for %s, it has %s".formatted(model.name(), task, described(model.tasks())));
    }

    private static PipelineTask usual(ModelPackage model, TaskHead head) {
        return switch (head.spec().kind()) {
            case TEXT_CLASSIFICATION -> PipelineTask.TEXT_CLASSIFICATION;
            case TOKEN_CLASSIFICATION -> PipelineTask.TOKEN_CLASSIFICATION;
            case QUESTION_ANSWERING -> PipelineTask.QUESTION_ANSWERING;
            case FILL_MASK -> PipelineTask.FILL_MASK;
            case SENTENCE_EMBEDDING ->
                model.file("1_Pooling/config.json").isPresent()
                        ? PipelineTask.SENTENCE_EMBEDDING
                        : PipelineTask.FEATURE_EXTRACTION;
            case ZERO_SHOT_CLASSIFICATION, EXTRACTIVE_SUMMARY, REDACTION, TEXT_GENERATION ->
                throw new PipelineArgumentException("%s has no head that a pipeline reads, it has %s"
                        .formatted(model.name(), described(List.of(head))));
        };
    }

    private static String described(List<TaskHead> heads) {
        return String.join(
                ", ",
                heads.stream()
                        .map(head -> "%s (%s)"
                                .formatted(
                                        head.spec().name(),
                                        head.spec()
                                                .kind()
                                                .name()
                                                .toLowerCase(Locale.ROOT)
                                                .replace('_', '-')))
                        .toList());
    }
}

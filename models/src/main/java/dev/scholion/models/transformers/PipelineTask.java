package dev.scholion.models.transformers;

import dev.scholion.models.TaskSpec;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a pipeline does, by Transformers' names; the last one is that of sentence-transformers. */
public enum PipelineTask {
    TEXT_CLASSIFICATION(TaskSpec.Kind.TEXT_CLASSIFICATION),
    TOKEN_CLASSIFICATION(TaskSpec.Kind.TOKEN_CLASSIFICATION),
    QUESTION_ANSWERING(TaskSpec.Kind.QUESTION_ANSWERING),
    ZERO_SHOT_CLASSIFICATION(TaskSpec.Kind.TEXT_CLASSIFICATION),
    FILL_MASK(TaskSpec.Kind.FILL_MASK),
    FEATURE_EXTRACTION(TaskSpec.Kind.SENTENCE_EMBEDDING),
    SENTENCE_EMBEDDING(TaskSpec.Kind.SENTENCE_EMBEDDING);

    private static final Map<String, PipelineTask> OTHER_NAMES =
            Map.of("sentiment-analysis", TEXT_CLASSIFICATION, "ner", TOKEN_CLASSIFICATION);

    private final TaskSpec.Kind kind;

    PipelineTask(TaskSpec.Kind kind) {
        this.kind = kind;
    }

    /** The task of a name such as {@code text-classification} or {@code ner}. */
    public static Optional<PipelineTask> named(String name) {
        return Arrays.stream(values())
                .filter(task -> task.toString().equals(name))
                .findFirst()
                .or(() -> Optional.ofNullable(OTHER_NAMES.get(name)));
    }

    /** The kind of head that it reads. */
    TaskSpec.Kind kind() {
        return kind;
    }

    /** Its name, for example {@code text-classification}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

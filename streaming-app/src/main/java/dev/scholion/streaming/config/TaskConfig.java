package dev.scholion.streaming.config;

import dev.scholion.models.TaskSpec.Kind;
import dev.scholion.models.catalog.Aggregation;
import dev.scholion.models.catalog.Pooling;
import dev.scholion.models.task.WindowRule;
import dev.scholion.streaming.config.ConfigurationException.Problem;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of one head of a model. Whatever is null was not said.
 *
 * @param key where it stands in the file, for example {@code model.tasks.urgency}
 * @param name the user's own
 * @param kind null for the kind of the head
 * @param head null for the one that fits
 * @param given the options that were said
 */
public record TaskConfig(
        String key,
        String name,
        @Nullable Kind kind,
        @Nullable String head,
        Set<TaskOption> given,
        List<String> labels,
        @Nullable String hypothesis,
        boolean multiLabel,
        @Nullable String question,
        @Nullable String questionField,
        @Nullable String pairField,
        @Nullable WindowRule windows,
        @Nullable Integer topK,
        @Nullable Float threshold,
        @Nullable Float abstainBelow,
        @Nullable Integer maxAnswerTokens,
        boolean noAnswer,
        List<String> types,
        @Nullable String replacement,
        @Nullable Integer sentences,
        Pooling.@Nullable Mode pooling,
        @Nullable Boolean normalize,
        @Nullable Aggregation aggregation,
        @Nullable String prefix,
        @Nullable Integer maxNewTokens,
        @Nullable Integer beams)
        implements Serializable {
    public TaskConfig {
        given = Set.copyOf(given);
        labels = List.copyOf(labels);
        types = List.copyOf(types);
    }

    /** Why this cannot be a task of that kind: options that do not belong to it, and those that are missing. */
    public List<Problem> problems(Kind ofKind) {
        List<Problem> problems = new ArrayList<>();
        for (TaskOption option : TaskOption.values()) {
            if (given.contains(option) && !option.belongsTo(ofKind)) {
                problems.add(new Problem(
                        key + "." + option.key(),
                        "does not belong to %s; what does: %s"
                                .formatted(spelled(ofKind), String.join(", ", TaskOption.keys(ofKind)))));
            }
        }
        if (ofKind == Kind.ZERO_SHOT_CLASSIFICATION && labels.isEmpty()) {
            problems.add(new Problem(key + ".labels", "is missing: zero-shot classification has no labels of its own"));
        }
        if (ofKind == Kind.QUESTION_ANSWERING && question == null && questionField == null) {
            problems.add(new Problem(
                    key + ".question", "is missing: give the question, or question-field for one in each event"));
        }
        return problems;
    }

    /** A kind as files write it, for example {@code fill-mask}. */
    public static String spelled(Kind kind) {
        return Section.spelled(kind);
    }
}

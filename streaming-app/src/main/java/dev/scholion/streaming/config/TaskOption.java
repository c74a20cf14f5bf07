package dev.scholion.streaming.config;

import static dev.scholion.models.TaskSpec.Kind.EXTRACTIVE_SUMMARY;
import static dev.scholion.models.TaskSpec.Kind.FILL_MASK;
import static dev.scholion.models.TaskSpec.Kind.QUESTION_ANSWERING;
import static dev.scholion.models.TaskSpec.Kind.REDACTION;
import static dev.scholion.models.TaskSpec.Kind.SENTENCE_EMBEDDING;
import static dev.scholion.models.TaskSpec.Kind.TEXT_CLASSIFICATION;
import static dev.scholion.models.TaskSpec.Kind.TEXT_GENERATION;
import static dev.scholion.models.TaskSpec.Kind.TOKEN_CLASSIFICATION;
import static dev.scholion.models.TaskSpec.Kind.ZERO_SHOT_CLASSIFICATION;

import dev.scholion.models.TaskSpec.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What can be said of a task beside its kind and head, and of which kinds. */
public enum TaskOption {
    LABELS(ZERO_SHOT_CLASSIFICATION),
    HYPOTHESIS(ZERO_SHOT_CLASSIFICATION),
    MULTI_LABEL(ZERO_SHOT_CLASSIFICATION),
    QUESTION(QUESTION_ANSWERING),
    QUESTION_FIELD(QUESTION_ANSWERING),
    PAIR_FIELD(TEXT_CLASSIFICATION),
    WINDOWS(TEXT_CLASSIFICATION, ZERO_SHOT_CLASSIFICATION),
    TOP_K(TEXT_CLASSIFICATION, ZERO_SHOT_CLASSIFICATION, QUESTION_ANSWERING, FILL_MASK),
    THRESHOLD(TEXT_CLASSIFICATION, ZERO_SHOT_CLASSIFICATION),
    ABSTAIN_BELOW(TEXT_CLASSIFICATION, ZERO_SHOT_CLASSIFICATION),
    MAX_ANSWER_TOKENS(QUESTION_ANSWERING),
    NO_ANSWER(QUESTION_ANSWERING),
    TYPES(REDACTION),
    REPLACEMENT(REDACTION),
    SENTENCES(EXTRACTIVE_SUMMARY),
    POOLING(SENTENCE_EMBEDDING, EXTRACTIVE_SUMMARY),
    NORMALIZE(SENTENCE_EMBEDDING),
    AGGREGATION(TOKEN_CLASSIFICATION, REDACTION),
    PREFIX(TEXT_GENERATION),
    MAX_NEW_TOKENS(TEXT_GENERATION),
    BEAMS(TEXT_GENERATION);

    @SuppressWarnings("ImmutableEnumChecker") // it is a Set.of
    private final Set<Kind> kinds;

    TaskOption(Kind... kinds) {
        this.kinds = Set.of(kinds);
    }

    boolean belongsTo(Kind kind) {
        return kinds.contains(kind);
    }

    /** As files write it, for example {@code top-k}. */
    public String key() {
        return Section.spelled(this);
    }

    static List<String> keys(Kind kind) {
        return Arrays.stream(values())
                .filter(option -> option.belongsTo(kind))
                .map(TaskOption::key)
                .toList();
    }
}

package dev.scholion.models.task;

import dev.scholion.models.TaskSpec;
import dev.scholion.models.catalog.TaskHead;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a caller asks of one head of a model. */
public sealed interface Task {
    /** Unique among the tasks of a predictor. */
    String name();

    /** The head whose scores are read. */
    TaskHead head();

    /** Kind of the result. */
    TaskSpec.Kind kind();

    /** Labels that the result can have; empty where it has none. */
    default List<String> labels() {
        return head().spec().labels();
    }

    /** As users of a predictor see it. */
    default TaskSpec spec() {
        return new TaskSpec(name(), kind(), head().spec().outputs(), labels());
    }

    /**
     * Classes of the text.
     *
     * @param pairField name of the input's field that is the second text of a pair
     */
    record Classification(String name, TaskHead head, ClassRules rules, Optional<String> pairField) implements Task {
        @Override
        public TaskSpec.Kind kind() {
            return TaskSpec.Kind.TEXT_CLASSIFICATION;
        }
    }

    /** Entities, by the head's aggregation. */
    record EntityRecognition(String name, TaskHead head) implements Task {
        @Override
        public TaskSpec.Kind kind() {
            return TaskSpec.Kind.TOKEN_CLASSIFICATION;
        }
    }

    /**
     * A copy of the text in which entities are replaced.
     *
     * @param types of the entities that go; empty for all
     * @param replacement what stands in their place; <code>{type}</code> in it becomes the entity's type
     */
    record Redaction(String name, TaskHead head, Set<String> types, String replacement) implements Task {
        /** The usual replacement. */
        public static final String TYPE_IN_BRACKETS = "[{type}]";

        public Redaction {
            types = Set.copyOf(types);
        }

        @Override
        public TaskSpec.Kind kind() {
            return TaskSpec.Kind.REDACTION;
        }
    }

    /**
     * The span of the text that answers a question.
     *
     * @param question asked of every text, unless the input's field has one
     * @param questionField name of the input's field that holds the question
     * @param topK most answers that are given
     * @param maxAnswerTokens tokens of the longest answer
     * @param noAnswer whether the text may have no answer, as models trained for that tell
     */
    record QuestionAnswering(
            String name,
            TaskHead head,
            Optional<String> question,
            Optional<String> questionField,
            int topK,
            int maxAnswerTokens,
            boolean noAnswer)
            implements Task {
        /** As Hugging Face's pipeline has it. */
        public static final int USUAL_ANSWER_TOKENS = 15;

        public QuestionAnswering {
            if (question.isEmpty() && questionField.isEmpty()) {
                throw new IllegalArgumentException("task '%s' has no question and no field for one".formatted(name));
            }
            if (topK < 1 || maxAnswerTokens < 1) {
                throw new IllegalArgumentException("task '%s': %d answers of %d tokens, expected at least 1 of each"
                        .formatted(name, topK, maxAnswerTokens));
            }
        }

        @Override
        public TaskSpec.Kind kind() {
            return TaskSpec.Kind.QUESTION_ANSWERING;
        }
    }

    /**
     * Labels of the caller's choice, by a model that tells whether a text entails a hypothesis.
     *
     * @param labels at least one
     * @param hypothesis with <code>{}</code> in place of the label
     * @param multiLabel whether each label is a yes or no of its own
     */
    record ZeroShotClassification(
            String name, TaskHead head, List<String> labels, String hypothesis, boolean multiLabel, ClassRules rules)
            implements Task {
        /** As Hugging Face's pipeline has it. */
        public static final String USUAL_HYPOTHESIS = "This example is {}.";

        public ZeroShotClassification {
            labels = List.copyOf(labels);
            if (labels.isEmpty() || Set.copyOf(labels).size() != labels.size()) {
                throw new IllegalArgumentException(
                        "task '%s' has the labels %s, expected some, each once".formatted(name, labels));
            }
            if (!hypothesis.contains("{}")) {
                throw new IllegalArgumentException(
                        "task '%s': the hypothesis '%s' has no {} for the label".formatted(name, hypothesis));
            }
        }

        @Override
        public TaskSpec.Kind kind() {
            return TaskSpec.Kind.ZERO_SHOT_CLASSIFICATION;
        }
    }

    /**
     * What may stand where the text has the tokenizer's mask token.
     *
     * @param topK most fills that are given for each mask
     */
    record FillMask(String name, TaskHead head, int topK) implements Task {
        public FillMask {
            if (topK < 1) {
                throw new IllegalArgumentException("task '%s': the best %d fills".formatted(name, topK));
            }
        }

        @Override
        public TaskSpec.Kind kind() {
            return TaskSpec.Kind.FILL_MASK;
        }
    }

    /** The text as a vector, by the head's pooling. */
    record SentenceEmbedding(String name, TaskHead head) implements Task {
        @Override
        public TaskSpec.Kind kind() {
            return TaskSpec.Kind.SENTENCE_EMBEDDING;
        }
    }

    /**
     * The sentences that say most of the text, by their vectors.
     *
     * @param sentences most that are given
     */
    record ExtractiveSummary(String name, TaskHead head, int sentences) implements Task {
        public ExtractiveSummary {
            if (sentences < 1) {
                throw new IllegalArgumentException("task '%s': a summary of %d sentences".formatted(name, sentences));
            }
        }

        @Override
        public TaskSpec.Kind kind() {
            return TaskSpec.Kind.EXTRACTIVE_SUMMARY;
        }
    }

    /** Text that the model writes about the text, as a summary or a translation is. */
    record TextGeneration(String name, TaskHead head, GenerationRules rules) implements Task {
        @Override
        public TaskSpec.Kind kind() {
            return TaskSpec.Kind.TEXT_GENERATION;
        }
    }

    /** A task that asks for all that a head has to say, where that needs no further word of the caller. */
    static Optional<Task> usual(TaskHead head) {
        String name = head.spec().name();
        return switch (head.spec().kind()) {
            case TEXT_CLASSIFICATION -> Optional.of(new Classification(name, head, ClassRules.ALL, Optional.empty()));
            case TOKEN_CLASSIFICATION -> Optional.of(new EntityRecognition(name, head));
            case FILL_MASK -> Optional.of(new FillMask(name, head, 5));
            case SENTENCE_EMBEDDING -> Optional.of(new SentenceEmbedding(name, head));
            case TEXT_GENERATION -> Optional.of(new TextGeneration(name, head, GenerationRules.OF_MODEL));
            case QUESTION_ANSWERING, ZERO_SHOT_CLASSIFICATION, EXTRACTIVE_SUMMARY, REDACTION -> Optional.empty();
        };
    }
}

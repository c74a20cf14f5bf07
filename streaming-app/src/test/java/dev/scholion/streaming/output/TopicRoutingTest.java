package dev.scholion.streaming.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scholion.models.TaskSpec;
import dev.scholion.models.TaskSpec.Kind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicRoutingTest {
    private static final TaskSpec TOXICITY =
            TaskSpec.of("toxicity", Kind.TEXT_CLASSIFICATION, "logits", List.of("no", "yes"));

    @Test
    void sendsEachTaskToItsUsualTopic() {
        assertEquals(
                List.of("text.sentiment", "text.entities", "text.classification", "text.enriched", "text.rejected"),
                List.copyOf(routing(Samples.TASKS, Map.of(), "text.enriched").topics()));
    }

    @Test
    void sendsATaskWhereItIsTold() {
        TopicRouting routing = routing(Samples.TASKS, Map.of("topic", "topics"), null);
        assertEquals(List.of("text.sentiment", "text.entities", "topics"), routing.resultTopics());
    }

    @Test
    void takesTwoClassificationsInTwoTopics() {
        TopicRouting routing = routing(List.of(Samples.TOPIC, TOXICITY), Map.of("toxicity", "text.toxicity"), null);
        assertEquals(List.of("text.classification", "text.toxicity"), routing.resultTopics());
    }

    @Test
    void refusesATopicForTwoUses() {
        assertEquals(
                "task 'topic' and task 'toxicity' share the topic 'text.classification': each needs its own",
                refusal(List.of(Samples.TOPIC, TOXICITY), Map.of(), null));
        assertEquals(
                "combined results and task 'topic' share the topic 'x': each needs its own",
                refusal(List.of(Samples.TOPIC), Map.of("topic", "x"), "x"));
        assertEquals(
                "rejects and combined results share the topic 'text.rejected': each needs its own",
                refusal(List.of(Samples.TOPIC), Map.of(), "text.rejected"));
    }

    @Test
    void refusesTwoTasksInOnePlaceOfTheCombinedRecord() {
        assertEquals(
                "tasks 'topic' and 'toxicity' would take the same place in the combined record: name no topic for it",
                refusal(List.of(Samples.TOPIC, TOXICITY), Map.of("toxicity", "text.toxicity"), "text.enriched"));
    }

    @Test
    void takesTheSameTaskOfTwoModelsOnce() {
        TopicRouting routing = routing(List.of(Samples.TOPIC, Samples.TOPIC), Map.of(), "text.enriched");
        assertEquals(List.of("text.classification", "text.enriched"), routing.resultTopics());
        assertEquals(
                "the task 'topic' of one model gives ClassificationResult, that of another EntitiesResult",
                refusal(
                        List.of(
                                Samples.TOPIC,
                                TaskSpec.of("topic", Kind.TOKEN_CLASSIFICATION, "logits", List.of("O", "B-LOC"))),
                        Map.of(),
                        null));
    }

    private static TopicRouting routing(List<TaskSpec> tasks, Map<String, String> topics, @Nullable String enriched) {
        return TopicRouting.of(tasks, Samples.output(topics, enriched));
    }

    private static String refusal(List<TaskSpec> tasks, Map<String, String> topics, @Nullable String enriched) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> routing(tasks, topics, enriched))
                .getMessage());
    }
}

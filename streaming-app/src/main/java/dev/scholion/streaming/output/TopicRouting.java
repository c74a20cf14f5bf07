package dev.scholion.streaming.output;

import dev.scholion.events.EnrichedText;
import dev.scholion.events.RejectedText;
import dev.scholion.models.TaskSpec;
import dev.scholion.streaming.config.OutputConfig;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Which topic gets what. A topic holds records of one kind, from one task. */
public final class TopicRouting {
    /** A task's results. */
    record Route(String topic, ResultKind kind) {}

    private final Map<String, Route> tasks;
    private final @Nullable String enrichedTopic;
    private final String rejectedTopic;

    private TopicRouting(Map<String, Route> tasks, @Nullable String enrichedTopic, String rejectedTopic) {
        this.tasks = tasks;
        this.enrichedTopic = enrichedTopic;
        this.rejectedTopic = rejectedTopic;
    }

    /**
     * @param tasks of all models; of models for different languages the same task may come again
     * @throws IllegalArgumentException if two outputs share a topic, the combined record has one place for two tasks, or
     *     tasks of one name are of two kinds
     */
    public static TopicRouting of(List<TaskSpec> tasks, OutputConfig config) {
        Map<String, Route> routes = new LinkedHashMap<>();
        Map<String, String> users = new TreeMap<>();
        Map<ResultKind, String> places = new TreeMap<>();
        claim(users, config.rejectedTopic(), "rejects");
        if (config.enrichedTopic() != null) {
            claim(users, config.enrichedTopic(), "combined results");
        }
        for (TaskSpec task : tasks) {
            ResultKind kind = ResultKind.of(task);
            Route known = routes.get(task.name());
            if (known != null) {
                requireSame(task, known.kind(), kind);
                continue;
            }
            String topic = config.topics().getOrDefault(task.name(), kind.usualTopic());
            claim(users, topic, "task '%s'".formatted(task.name()));
            String neighbour = places.put(kind, task.name());
            if (neighbour != null && config.enrichedTopic() != null) {
                throw new IllegalArgumentException(
                        "tasks '%s' and '%s' would take the same place in the combined record: name no topic for it"
                                .formatted(neighbour, task.name()));
            }
            routes.put(task.name(), new Route(topic, kind));
        }
        return new TopicRouting(routes, config.enrichedTopic(), config.rejectedTopic());
    }

    private static void requireSame(TaskSpec task, ResultKind one, ResultKind other) {
        if (one != other) {
            throw new IllegalArgumentException("the task '%s' of one model gives %s, that of another %s"
                    .formatted(
                            task.name(), one.schema().getName(), other.schema().getName()));
        }
    }

    private static void claim(Map<String, String> users, String topic, String user) {
        String neighbour = users.put(topic, user);
        if (neighbour != null) {
            throw new IllegalArgumentException(
                    "%s and %s share the topic '%s': each needs its own".formatted(neighbour, user, topic));
        }
    }

    /** Every topic that is written, those of the tasks first, that of the rejects last. */
    public Collection<String> topics() {
        return schemas().keySet();
    }

    /** What each topic holds, in the order of {@link #topics}. */
    Map<String, Schema> schemas() {
        Map<String, Schema> schemas = new LinkedHashMap<>();
        tasks.values().forEach(route -> schemas.put(route.topic(), route.kind().schema()));
        if (enrichedTopic != null) {
            schemas.put(enrichedTopic, EnrichedText.getClassSchema());
        }
        schemas.put(rejectedTopic, RejectedText.getClassSchema());
        return Collections.unmodifiableMap(schemas);
    }

    /** The topics of results, which also get the tombstones. */
    List<String> resultTopics() {
        return Stream.concat(tasks.values().stream().map(Route::topic), Stream.ofNullable(enrichedTopic))
                .toList();
    }

    /** @throws IllegalStateException if no model has such a task */
    Route task(String name) {
        Route route = tasks.get(name);
        if (route == null) {
            throw new IllegalStateException("a model answered for task '%s', which none has".formatted(name));
        }
        return route;
    }

    @Nullable
    String enrichedTopic() {
        return enrichedTopic;
    }

    String rejectedTopic() {
        return rejectedTopic;
    }
}

package dev.scholion.streaming.config;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * One pipeline, as its file describes it. Read by {@link PipelineReader}; every value has been checked.
 *
 * @param name names the Flink job, the consumer group and the transactional ids
 * @param models at least one
 * @param detectLanguage whether the language is found out where an event does not state it
 * @param parallelism Flink subtasks, at least 1
 */
public record PipelineConfig(
        String name,
        KafkaConfig kafka,
        RegistryConfig registry,
        InputConfig input,
        List<ModelConfig> models,
        boolean detectLanguage,
        OutputConfig output,
        DeliveryConfig delivery,
        int parallelism)
        implements Serializable {
    public PipelineConfig {
        models = List.copyOf(models);
    }

    /** Paths of the fields that are read beside the text, because a task asks about them; each once. */
    public List<String> furtherFields() {
        return tasks().flatMap(task -> Stream.of(task.questionField(), task.pairField()))
                .flatMap(Stream::ofNullable)
                .distinct()
                .toList();
    }

    private Stream<TaskConfig> tasks() {
        return models.stream()
                .map(ModelConfig::tasks)
                .flatMap(Stream::ofNullable)
                .flatMap(List::stream);
    }
}

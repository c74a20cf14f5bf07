package dev.scholion.streaming.config;

import java.io.Serializable;

/**
 * One pipeline, as its file describes it. Read by {@link PipelineReader}; every value has been checked.
 *
 * @param name names the Flink job, the consumer group and the transactional ids
 * @param parallelism Flink subtasks, at least 1
 */
public record PipelineConfig(
        String name,
        KafkaConfig kafka,
        RegistryConfig registry,
        InputConfig input,
        ModelConfig model,
        OutputConfig output,
        DeliveryConfig delivery,
        int parallelism)
        implements Serializable {}

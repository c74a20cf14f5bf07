package dev.scholion.streaming.job;

import dev.scholion.streaming.config.DeliveryConfig;
import dev.scholion.streaming.config.InputConfig;
import dev.scholion.streaming.config.KafkaConfig;
import dev.scholion.streaming.config.OutputConfig;
import dev.scholion.streaming.input.KafkaEvent;
import dev.scholion.streaming.output.OutgoingRecord;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The job's source and sink, as a pipeline file describes them. */
final class KafkaEnds {
    /** What a record needs in a request beside its own bytes. */
    private static final int REQUEST_OVERHEAD = 64 * 1024;

    private KafkaEnds() {}

    static KafkaSource<KafkaEvent> source(KafkaConfig kafka, InputConfig input) {
        KafkaSourceBuilder<KafkaEvent> builder = KafkaSource.<KafkaEvent>builder()
                .setBootstrapServers(kafka.bootstrapServers())
                .setProperties(properties(kafka))
                .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                .setProperty("commit.offsets.on.checkpoint", "true")
                .setGroupId(input.consumerGroup())
                .setStartingOffsets(start(input))
                .setDeserializer(new EventDeserializer());
        String pattern = input.topicPattern();
        if (pattern == null) {
            builder.setTopics(input.topics());
        } else {
            builder.setTopicPattern(Pattern.compile(pattern));
        }
        if (input.bounded()) {
            builder.setBounded(OffsetsInitializer.latest());
        }
        return builder.build();
    }

    @SuppressWarnings("deprecation") // the connector's interface still speaks of OffsetResetStrategy
    private static OffsetsInitializer start(InputConfig input) {
        return switch (input.start()) {
            case EARLIEST -> new StrictOffsets(OffsetsInitializer.earliest());
            case LATEST -> new StrictOffsets(OffsetsInitializer.latest());
            case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
            case TIMESTAMP -> {
                Instant from = Objects.requireNonNull(input.startAt(), "a start by timestamp has one");
                yield new StrictOffsets(OffsetsInitializer.timestamp(from.toEpochMilli()));
            }
        };
    }

    static Sink<OutgoingRecord> sink(
            KafkaConfig kafka, OutputConfig output, DeliveryConfig delivery, List<String> topics) {
        Properties properties = properties(kafka);
        int request = (int) Math.min(Integer.MAX_VALUE, output.maxRecordBytes() + (long) REQUEST_OVERHEAD);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(request));
        // The producer refuses records larger than its buffer, whatever the request may hold.
        properties.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, Long.toString(Math.max(32L << 20, 2L * request)));
        var builder = KafkaSink.<OutgoingRecord>builder()
                .setBootstrapServers(kafka.bootstrapServers())
                .setKafkaProducerConfig(properties)
                .setRecordSerializer(new RecordSerializer(topics));
        switch (delivery.guarantee()) {
            case AT_LEAST_ONCE -> builder.setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE);
            case EXACTLY_ONCE ->
                builder.setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                        .setTransactionalIdPrefix(delivery.transactionalIdPrefix())
                        .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                        .setProperty(
                                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                                Long.toString(delivery.transactionTimeout().toMillis()));
        }
        return new VigilantSink(builder.build());
    }

    static Properties properties(KafkaConfig kafka) {
        Properties properties = new Properties();
        properties.putAll(kafka.properties());
        return properties;
    }
}

package dev.scholion.streaming.job;

import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializerValidator;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Starts where another initializer says, but fails where an offset is gone (retention removed it while the job was
 * down) instead of skipping what is missing.
 */
@SuppressWarnings("deprecation") // the connector's interface still speaks of OffsetResetStrategy
final class StrictOffsets implements OffsetsInitializer, OffsetsInitializerValidator {
    private static final long serialVersionUID = 1;

    private final OffsetsInitializer start;

    StrictOffsets(OffsetsInitializer start) {
        this.start = start;
    }

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
        return start.getPartitionOffsets(partitions, retriever);
    }

    @Override
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.NONE;
    }

    @Override
    public void validate(Properties properties) {
        if (start instanceof OffsetsInitializerValidator validator) {
            validator.validate(properties);
        }
    }
}

package dev.scholion.streaming.job;

import dev.scholion.streaming.output.OutgoingRecord;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Hands records to the producer. It names its topics in advance, which the sink needs in order to find a former run's
 * open transactions.
 */
final class RecordSerializer implements KafkaRecordSerializationSchema<OutgoingRecord>, KafkaDatasetFacetProvider {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // List.copyOf is serializable
    private final List<String> topics;

    RecordSerializer(List<String> topics) {
        this.topics = List.copyOf(topics);
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            OutgoingRecord outgoing, KafkaSinkContext context, Long elementTimestamp) {
        RecordHeaders headers = new RecordHeaders();
        outgoing.headers().forEach(header -> headers.add(new RecordHeader(header.name(), header.value())));
        return new ProducerRecord<>(
                outgoing.topic(), null, outgoing.timestamp(), outgoing.key(), outgoing.value(), headers);
    }

    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
        return Optional.of(
                new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(topics), new Properties()));
    }
}

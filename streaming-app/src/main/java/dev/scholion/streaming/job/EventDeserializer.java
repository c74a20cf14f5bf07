package dev.scholion.streaming.job;

import dev.scholion.streaming.input.EventHeader;
import dev.scholion.streaming.input.KafkaEvent;
import dev.scholion.streaming.state.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes a Kafka record as it is. Nothing is decoded here, so nothing can fail here. */
final class EventDeserializer implements KafkaRecordDeserializationSchema<KafkaEvent> {
    private static final long serialVersionUID = 1;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<KafkaEvent> out) {
        List<EventHeader> headers = new ArrayList<>();
        record.headers().forEach(header -> headers.add(new EventHeader(header.key(), header.value())));
        out.collect(new KafkaEvent(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key(),
                record.value(),
                headers));
    }

    @Override
    public TypeInformation<KafkaEvent> getProducedType() {
        return ValueType.KAFKA_EVENT;
    }
}

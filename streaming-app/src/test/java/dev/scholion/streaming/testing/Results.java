package dev.scholion.streaming.testing;

import dev.scholion.schemas.registry.ConfluentSchemaRegistry;
import dev.scholion.schemas.registry.SchemaRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads results as an outsider would: by the schema that the registry knows under the number in the frame. */
public final class Results {
    private final SchemaRegistry registry;

    public Results(String registryUrl) {
        this.registry = new ConfluentSchemaRegistry(registryUrl, Map.of());
    }

    public GenericRecord read(ConsumerRecord<byte[], byte[]> record) throws IOException {
        ByteBuffer frame = ByteBuffer.wrap(record.value());
        if (frame.get() != 0) {
            throw new IOException("not Confluent's wire format");
        }
        GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(registry.schema(frame.getInt()));
        return reader.read(
                null, DecoderFactory.get().binaryDecoder(record.value(), 5, record.value().length - 5, null));
    }
}

package dev.scholion.streaming.cli.view;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record of Kafka as one line of JSON.
 *
 * <p>{@code key} and {@code value} are text where the bytes are strict UTF-8; otherwise {@code key_base64} and
 * {@code value_base64} stand in their place. An Avro value is an object, with its bytes in Base64. A value that could
 * not be read comes with {@code error}.
 */
public final class RecordJson {
    private final AvroValues values;

    public RecordJson(AvroValues values) {
        this.values = values;
    }

    /** The record's line, without its end. */
    public String line(ConsumerRecord<byte[], byte[]> record) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("topic", record.topic());
        line.put("partition", record.partition());
        line.put("offset", record.offset());
        line.put("timestamp", record.timestamp());
        put(line, "key", record.key());
        byte[] value = record.value();
        if (value != null && value.length > 0 && value[0] == 0) {
            try {
                line.set("value", AvroJson.of(values.read(value)));
            } catch (UnreadableValueException e) {
                line.put("value_base64", Base64.getEncoder().encodeToString(value));
                line.put("error", e.getMessage());
            }
        } else {
            put(line, "value", value);
        }
        return line.toString();
    }

    private static void put(ObjectNode line, String name, byte @Nullable [] bytes) {
        if (bytes == null) {
            line.putNull(name);
            return;
        }
        Optional<String> text = SafeText.decode(bytes);
        if (text.isPresent()) {
            line.put(name, text.get());
        } else {
            line.put(name + "_base64", Base64.getEncoder().encodeToString(bytes));
        }
    }
}

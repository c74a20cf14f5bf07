package dev.scholion.streaming.cli.view;

import dev.scholion.schemas.WireFormat;
import dev.scholion.schemas.WireFormatException;
import dev.scholion.schemas.registry.RegistryException;
import dev.scholion.schemas.registry.SchemaRegistry;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;

/** Reads Avro in Confluent's wire format with the schema that it was written with. One thread uses it. */
public final class AvroValues {
    private final SchemaRegistry registry;
    private final Map<Integer, GenericDatumReader<Object>> readers = new HashMap<>();

    public AvroValues(SchemaRegistry registry) {
        this.registry = registry;
    }

    /**
     * The value as Avro's generic types.
     *
     * @throws UnreadableValueException if the bytes are not such a value, or the registry does not give its schema
     */
    public Object read(byte[] frame) throws UnreadableValueException {
        try {
            int id = WireFormat.schemaId(frame);
            GenericDatumReader<Object> reader =
                    readers.computeIfAbsent(id, missing -> new GenericDatumReader<>(registry.schema(missing)));
            int length = frame.length - WireFormat.HEADER_LENGTH;
            return reader.read(null, DecoderFactory.get().binaryDecoder(frame, WireFormat.HEADER_LENGTH, length, null));
        } catch (WireFormatException | RegistryException e) {
            throw new UnreadableValueException(String.valueOf(e.getMessage()), e);
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException e) {
            throw new UnreadableValueException("not Avro of the schema that it names: " + e.getMessage(), e);
        }
    }
}

package dev.scholion.streaming.input;

import dev.scholion.schemas.WireFormat;
import dev.scholion.schemas.WireFormatException;

/**
 * Avro in Confluent's wire format, of any record schema. No record is built: the value is walked once, and only what is
 * looked for is kept. An event time is a timestamp, a long of milliseconds or an ISO 8601 string with an offset.
 */
final class AvroValueDecoder implements ValueDecoder {
    private final WriterSchemas schemas;

    AvroValueDecoder(WriterSchemas schemas) {
        this.schemas = schemas;
    }

    @Override
    public EventFields decode(byte[] value) throws RejectedEventException {
        AvroPlan plan = schemas.plan(schemaId(value));
        FoundFields found = new FoundFields(schemas.wanted());
        AvroCursor cursor = new AvroCursor(value, WireFormat.HEADER_LENGTH);
        plan.read(cursor, found);
        if (cursor.remaining() > 0) {
            throw AvroCursor.malformed("%d bytes after the record".formatted(cursor.remaining()));
        }
        return found.fields();
    }

    private static int schemaId(byte[] value) throws RejectedEventException {
        try {
            return WireFormat.schemaId(value);
        } catch (WireFormatException e) {
            throw new RejectedEventException(Stage.DECODE, Reason.MALFORMED, String.valueOf(e.getMessage()));
        }
    }
}

package dev.scholion.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Confluent's frame: a zero byte, the schema's id as four bytes with the highest first, and Avro's binary encoding of
 * one record. Safe for all threads.
 */
public final class WireFormat {
    /** Bytes before the record. */
    public static final int HEADER_LENGTH = 5;

    private static final byte MAGIC = 0;
    private static final int USUAL_RECORD = 512;

    /** They hand on what they wrote at once; a direct one hands on each byte, and the stream takes a lock for each. */
    private static final EncoderFactory ENCODERS = new EncoderFactory().configureBufferSize(USUAL_RECORD);

    private WireFormat() {}

    /** @param schemaId the id under which the registry holds the record's own schema */
    public static byte[] encode(int schemaId, SpecificRecordBase record) {
        var bytes = new ByteArrayOutputStream(USUAL_RECORD);
        bytes.write(MAGIC);
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(schemaId).array());
        BinaryEncoder encoder = ENCODERS.binaryEncoder(bytes, null);
        try {
            // Given the record's own model, the writer looks up no class by name.
            new SpecificDatumWriter<>(record.getSchema(), record.getSpecificData()).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the stream is memory
        }
        return bytes.toByteArray();
    }

    /**
     * The id that a frame begins with. Whether a record follows is not looked at.
     *
     * @throws WireFormatException if the bytes are too few, do not begin with the magic byte, or the id is negative
     */
    public static int schemaId(byte[] frame) throws WireFormatException {
        if (frame.length < HEADER_LENGTH) {
            throw new WireFormatException(
                    "%d bytes are too few for Avro with a schema id, which takes %d and the record"
                            .formatted(frame.length, HEADER_LENGTH));
        }
        if (frame[0] != MAGIC) {
            throw new WireFormatException(
                    "the first byte is 0x%02x, not the 0x00 of Avro with a schema id".formatted(frame[0]));
        }
        int id = ByteBuffer.wrap(frame, 1, Integer.BYTES).getInt();
        if (id < 0) {
            throw new WireFormatException("a schema id of %d is negative".formatted(id));
        }
        return id;
    }
}

package dev.scholion.streaming.input;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Avro's encoding, by Avro itself or by hand. */
final class AvroBytes {
    private AvroBytes() {}

    static byte[] frame(int id, GenericRecord record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return frame(id, bytes.toByteArray());
    }

    static byte[] frame(int id, byte[] body) {
        return ByteBuffer.allocate(5 + body.length)
                .put((byte) 0)
                .putInt(id)
                .put(body)
                .array();
    }

    static byte[] number(long value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (long left = (value << 1) ^ (value >> 63); ; left >>>= 7) {
            if ((left & ~0x7FL) == 0) {
                bytes.write((int) left);
                return bytes.toByteArray();
            }
            bytes.write((int) ((left & 0x7F) | 0x80));
        }
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}

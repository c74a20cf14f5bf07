package dev.scholion.streaming.state;

import dev.scholion.streaming.input.EventHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** The fields that both kinds of record have. Lengths are four bytes; -1 stands for null. */
final class Fields {
    private Fields() {}

    static void writeBytes(byte @Nullable [] bytes, DataOutputView output) throws IOException {
        if (bytes == null) {
            output.writeInt(-1);
        } else {
            output.writeInt(bytes.length);
            output.write(bytes);
        }
    }

    static byte @Nullable [] readBytes(DataInputView input) throws IOException {
        int length = input.readInt();
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        input.readFully(bytes);
        return bytes;
    }

    static void writeHeaders(List<EventHeader> headers, DataOutputView output) throws IOException {
        output.writeInt(headers.size());
        for (EventHeader header : headers) {
            writeText(header.name(), output);
            writeBytes(header.value(), output);
        }
    }

    static List<EventHeader> readHeaders(DataInputView input) throws IOException {
        int size = input.readInt();
        List<EventHeader> headers = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            headers.add(new EventHeader(readText(input), readBytes(input)));
        }
        return headers;
    }

    /** As UTF-16 units: a header's name may be longer than {@link DataOutputView#writeUTF} allows. */
    static void writeText(String text, DataOutputView output) throws IOException {
        output.writeInt(text.length());
        output.writeChars(text);
    }

    static String readText(DataInputView input) throws IOException {
        char[] units = new char[input.readInt()];
        for (int i = 0; i < units.length; i++) {
            units[i] = input.readChar();
        }
        return new String(units);
    }
}

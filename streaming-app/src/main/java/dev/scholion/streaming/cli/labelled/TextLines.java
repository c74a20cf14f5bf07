package dev.scholion.streaming.cli.labelled;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Lines of UTF-8, of which none may be huge. Knows where it is. Owned by one thread. */
final class TextLines implements Closeable {
    /** Bytes of the longest line. */
    static final int LONGEST = 1 << 20;

    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final Path path;
    private final InputStream in;
    private final byte[] block = new byte[1 << 16];
    private int place;
    private int end;
    private long number;

    private TextLines(Path path, InputStream in) {
        this.path = path;
        this.in = in;
    }

    static TextLines of(DataFile file) throws DataFileException {
        return new TextLines(file.path(), file.open());
    }

    /** The next line without its end; empty after the last one. */
    Optional<String> next() throws DataFileException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        number++;
        boolean begun = false;
        while (fill()) {
            begun = true;
            int from = place;
            while (place < end && block[place] != '\n') {
                place++;
            }
            line.write(block, from, place - from);
            if (line.size() > LONGEST) {
                throw problem("the line is longer than %,d bytes, which is the limit".formatted(LONGEST));
            }
            if (place < end) {
                place++;
                break;
            }
        }
        return begun ? Optional.of(text(line.toByteArray())) : Optional.empty();
    }

    private boolean fill() throws DataFileException {
        if (place < end) {
            return true;
        }
        try {
            place = 0;
            end = Math.max(0, in.read(block));
            return end > 0;
        } catch (IOException e) {
            throw DataFile.unreadable(place(), e);
        }
    }

    private String text(byte[] bytes) throws DataFileException {
        int length = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
            return number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new DataFileException(place(), "the line is not UTF-8", e);
        }
    }

    /** Number of the line that was read last, from 1 on. */
    long number() {
        return number;
    }

    /** Where the line is that was read last. */
    String place() {
        return place(number);
    }

    String place(long line) {
        return "%s:%d".formatted(path, line);
    }

    DataFileException problem(String what) {
        return new DataFileException(place(), what);
    }

    @Override
    public void close() throws DataFileException {
        try {
            in.close();
        } catch (IOException e) {
            throw DataFile.unreadable(path.toString(), e);
        }
    }
}

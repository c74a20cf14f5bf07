package dev.scholion.models.transformers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Cuts a stream of bytes into lines, so that one with bytes that are no UTF-8 spoils no other. */
final class JsonLines {
    private final InputStream in;
    private final byte[] block = new byte[1 << 16];
    private int place;
    private int end;

    JsonLines(InputStream in) {
        this.in = in;
    }

    /** Whether there is something to read without waiting for it. */
    boolean isReady() throws IOException {
        return place < end || in.available() > 0;
    }

    /** The next line without its end; empty after the last one. */
    Optional<byte[]> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean begun = false;
        while (true) {
            for (int from = place; place < end; place++) {
                if (block[place] == '\n') {
                    line.write(block, from, place - from);
                    place++;
                    return Optional.of(line.toByteArray());
                }
                if (place == end - 1) {
                    line.write(block, from, end - from);
                }
            }
            begun |= end > 0 && line.size() > 0;
            place = 0;
            end = in.read(block);
            if (end < 0) {
                end = 0;
                return begun ? Optional.of(line.toByteArray()) : Optional.empty();
            }
        }
    }

    /** @throws PipelineInputException if the line is not UTF-8 */
    static String text(byte[] line) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new PipelineInputException("the line is not UTF-8");
        }
    }
}

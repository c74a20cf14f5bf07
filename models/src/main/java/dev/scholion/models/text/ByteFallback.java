package dev.scholion.models.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tokens such as {@code <0xE4>}, each a byte of a character that the vocabulary lacks. */
final class ByteFallback {
    private static final Pattern BYTE = Pattern.compile("<0x([0-9A-Fa-f]{2})>");

    private ByteFallback() {}

    static List<String> parts(List<String> tokens) {
        List<String> parts = new ArrayList<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String token : tokens) {
            Matcher matcher = BYTE.matcher(token);
            if (matcher.matches()) {
                bytes.write(Integer.parseInt(matcher.group(1), 16));
            } else {
                flush(bytes, parts);
                parts.add(token);
            }
        }
        flush(bytes, parts);
        return parts;
    }

    private static void flush(ByteArrayOutputStream bytes, List<String> parts) {
        if (bytes.size() == 0) {
            return;
        }
        try {
            parts.add(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            parts.addAll(Collections.nCopies(bytes.size(), "\uFFFD"));
        }
        bytes.reset();
    }
}

package dev.scholion.models.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The alphabet of byte-level tokens: a printable character for each byte. */
final class ByteLevel {
    /** The byte that a character stands for, or -1. */
    private static final int[] BYTES = bytes();

    private ByteLevel() {}

    private static int[] bytes() {
        int[] bytes = new int[0x180];
        Arrays.fill(bytes, -1);
        int other = 0x100;
        for (int value = 0; value < 0x100; value++) {
            boolean printable = (value >= '!' && value <= '~')
                    || (value >= 0xA1 && value <= 0xAC)
                    || (value >= 0xAE && value <= 0xFF);
            bytes[printable ? value : other++] = value;
        }
        return bytes;
    }

    /** The text that tokens spell together; bytes that are no UTF-8 become U+FFFD. */
    static String text(List<String> tokens) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String token : tokens) {
            all.writeBytes(bytes(token));
        }
        return LossyUtf8.decode(all.toByteArray());
    }

    /** A string with a character of another alphabet is taken as it is. */
    private static byte[] bytes(String token) {
        byte[] bytes = new byte[token.length()];
        for (int i = 0; i < bytes.length; i++) {
            char character = token.charAt(i);
            if (character >= BYTES.length || BYTES[character] < 0) {
                return token.getBytes(StandardCharsets.UTF_8);
            }
            bytes[i] = (byte) BYTES[character];
        }
        return bytes;
    }
}

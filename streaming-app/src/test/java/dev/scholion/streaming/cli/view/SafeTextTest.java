package dev.scholion.streaming.cli.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SafeTextTest {
    @Test
    void everyCharacterKeepsItsPosition() {
        String wild = "a\u0000\u001b\u007f\u009b\u202e\u2066\ud800é😀\r\n";
        String safe = SafeText.of(wild);
        assertEquals(wild.length(), safe.length());
        assertEquals("a\u2400\u241b\ufffd\ufffd\ufffd\ufffd\ufffdé😀\u240d↵", safe);
    }

    @Test
    void bytesThatAreNoTextAreEscaped() {
        byte[] bytes = {'a', (byte) 0xff, '\\', 0};
        assertEquals("a\\xff\\x5c\\x00", SafeText.of(bytes));
        assertEquals(Optional.empty(), SafeText.decode(bytes));
    }

    @Test
    void bytesThatAreTextAreText() {
        assertEquals("Łódź↵", SafeText.of("Łódź\n".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void shorteningNeverHalvesACharacter() {
        assertEquals("ab…", SafeText.shortened("ab😀cd", 4));
        assertEquals("ab😀…", SafeText.shortened("ab😀cd", 5));
        assertEquals("ab😀cd", SafeText.shortened("ab😀cd", 6));
    }
}

package dev.scholion.streaming.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRecordTest {
    private static final ProcessHandle SELF = ProcessHandle.current();

    @TempDir
    private Path folder;

    private final ProcessRecord self = ProcessRecord.of("broker", SELF, "127.0.0.1:9092", 9092, 4711);

    @Test
    void readsWhatItWrote() throws IOException {
        Path file = folder.resolve("run").resolve("broker.properties");
        self.write(file);
        assertEquals(self, ProcessRecord.read(file));
    }

    @Test
    void findsTheProcessThatItWasMadeOf() {
        assertEquals(Optional.of(SELF), self.process());
    }

    @Test
    void doesNotTakeALaterProcessWithTheSameIdForTheOneThatItWasMadeOf() {
        ProcessRecord earlier = new ProcessRecord(
                "broker", SELF.pid(), self.since().minus(Duration.ofMinutes(1)), "127.0.0.1:9092", 9092, 0);
        assertEquals(Optional.empty(), earlier.process());
    }

    @Test
    void refusesAFileThatIsNoRecord() throws IOException {
        Path file = Files.writeString(folder.resolve("broker.properties"), "pid=many\n");
        assertThrows(IOException.class, () -> ProcessRecord.read(file));
    }
}

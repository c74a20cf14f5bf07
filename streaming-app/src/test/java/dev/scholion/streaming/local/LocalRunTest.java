package dev.scholion.streaming.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.streaming.local.ComponentStatus.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state files of a local run, with a harmless process in the place of the servers. */
class LocalRunTest {
    private static final class Heard implements RunListener {
        private final List<String> stopped = new ArrayList<>();

        @Override
        public void started(ComponentStatus component, Duration took) {}

        @Override
        public void found(ComponentStatus component) {}

        @Override
        public void stopped(String component) {
            stopped.add(component);
        }

        @Override
        public void waiting(String what, Duration elapsed) {}
    }

    @TempDir
    private Path root;

    private final Heard heard = new Heard();
    private Process process = start();
    private LocalRun run = new LocalRun(Installation.current(), Path.of(""));

    @BeforeEach
    void useTheTemporaryFolder() {
        run = new LocalRun(Installation.current(), root);
    }

    @AfterEach
    void endTheProcess() {
        process.destroyForcibly().onExit().join();
    }

    @Test
    void aFolderWhereNothingWasStartedHasStoppedComponentsOnly() throws LocalRunException {
        assertTrue(run.status().stream().allMatch(status -> status.state() == State.STOPPED));
        assertEquals(0, run.down(heard));
    }

    @Test
    void aProcessThatRunsIsFoundWithItsAddress() throws IOException {
        remember(ProcessRecord.of("broker", process.toHandle(), "127.0.0.1:9092", 9092, 0));
        assertEquals(State.RUNNING, state("broker"));
        assertEquals(Optional.of("127.0.0.1:9092"), run.address("broker"));
        assertEquals(Optional.empty(), run.address("registry"));
    }

    @Test
    void aProcessThatWasKilledHasDied() throws IOException {
        remember(ProcessRecord.of("broker", process.toHandle(), "127.0.0.1:9092", 9092, 0));
        process.destroyForcibly().onExit().join();
        assertEquals(State.DIED, state("broker"));
        assertEquals(Optional.empty(), run.address("broker"));
    }

    @Test
    void downStopsTheProcessAndForgetsIt() throws IOException {
        remember(ProcessRecord.of("taskmanager-1", process.toHandle(), "http://127.0.0.1:8082", 8082, 0));
        assertEquals(1, run.down(heard));
        assertFalse(process.isAlive());
        assertEquals(List.of("taskmanager-1"), heard.stopped);
        assertEquals(State.STOPPED, state("taskmanager-1"));
    }

    @Test
    void downLeavesAProcessAloneThatOnlyHasTheSameId() throws IOException {
        ProcessRecord real = ProcessRecord.of("broker", process.toHandle(), "127.0.0.1:9092", 9092, 0);
        remember(new ProcessRecord("broker", real.pid(), real.since().minusSeconds(60), real.address(), 9092, 0));
        assertEquals(0, run.down(heard));
        assertTrue(process.isAlive());
    }

    @Test
    void upNamesAPortThatIsTaken() throws IOException {
        remember(ProcessRecord.of("registry", process.toHandle(), "registry", 1, 0));
        remember(ProcessRecord.of("jobmanager", process.toHandle(), "flink", 2, 0));
        remember(ProcessRecord.of("taskmanager-1", process.toHandle(), "flink", 2, 0));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RunPlan plan = new RunPlan(taken.getLocalPort(), 1, 2, 1, 1);
            String message = String.valueOf(assertThrows(LocalRunException.class, () -> run.up(plan, heard))
                    .getMessage());
            assertTrue(message.contains(taken.getLocalPort() + ", meant for the broker, is taken"), message);
        }
    }

    private void remember(ProcessRecord started) throws IOException {
        new RunFolder(root).remember(started);
    }

    private State state(String name) throws LocalRunException {
        return run.status().stream()
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private static Process start() {
        try {
            return new ProcessBuilder("sleep", "300").start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

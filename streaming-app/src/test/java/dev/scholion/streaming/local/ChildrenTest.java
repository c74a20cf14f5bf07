package dev.scholion.streaming.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildrenTest {
    /** Waits for ever, as a server does. */
    public static final class Server {
        public static void main(String[] arguments) throws InterruptedException {
            System.out.println("up");
            new CountDownLatch(1).await();
        }
    }

    /** Ends at once, as a server does that cannot start. */
    public static final class Failing {
        @SuppressWarnings("DoNotCallSuggester") // it is called as a process of its own
        public static void main(String[] arguments) {
            throw new IllegalStateException("the port is taken");
        }
    }

    @TempDir
    private Path folder;

    @Test
    void anAttachedChildEndsWhenItsParentsEndOfThePipeIsGone() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(spec(Server.class).command(Lifetime.ATTACHED));
        builder.environment().put("CLASSPATH", Installation.ownClassPath());
        Process child = builder.start();
        child.getOutputStream().close(); // what the system does when the parent is killed
        assertTrue(child.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, child.exitValue());
    }

    @Test
    void closingStopsTheProcess() throws IOException {
        ServerProcess child = ServerProcess.start(spec(Server.class), Lifetime.ATTACHED);
        child.awaitReady(() -> contains("up"), Duration.ofSeconds(30), Progress.SILENT);
        child.close();
        assertFalse(child.isAlive());
    }

    @Test
    void aServerThatEndsEarlyIsReportedWithWhatItSaid() throws IOException {
        ServerProcess child = ServerProcess.start(spec(Failing.class), Lifetime.ATTACHED);
        String message = String.valueOf(assertThrows(
                        LocalRunException.class,
                        () -> child.awaitReady(() -> false, Duration.ofSeconds(30), Progress.SILENT))
                .getMessage());
        assertTrue(message.contains("ended with exit code 1"), message);
        assertTrue(message.contains("the port is taken"), message);
    }

    @Test
    void aServerThatIsNotReadyInTimeIsStopped() throws IOException {
        ServerProcess child = ServerProcess.start(spec(Server.class), Lifetime.ATTACHED);
        assertThrows(
                LocalRunException.class, () -> child.awaitReady(() -> false, Duration.ofMillis(200), Progress.SILENT));
        assertFalse(child.isAlive());
    }

    @Test
    void theLogOfTheStartBeforeIsKept() throws IOException {
        Files.writeString(folder.resolve("child.log"), "why it died");
        ServerProcess child = ServerProcess.start(spec(Server.class), Lifetime.ATTACHED);
        child.close();
        assertEquals("why it died", Files.readString(folder.resolve("child.log.1")));
    }

    private boolean contains(String line) {
        try {
            return Files.readAllLines(folder.resolve("child.log")).contains(line);
        } catch (IOException e) {
            return false;
        }
    }

    private ServerSpec spec(Class<?> main) {
        return new ServerSpec(
                "child",
                Installation.ownClassPath(),
                ServerSpec.QUICK,
                main.getName(),
                List.of(),
                folder.resolve("child.log"));
    }
}

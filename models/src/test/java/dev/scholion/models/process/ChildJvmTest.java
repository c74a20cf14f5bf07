package dev.scholion.models.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class ChildJvmTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    /** Says what it was given, and fails. */
    static final class Failing {
        public static void main(String[] arguments) {
            ParentWatch.start();
            System.out.println("given " + List.of(arguments));
            System.err.println("path " + System.getenv("LD_LIBRARY_PATH"));
            System.exit(7);
        }
    }

    /** Says who it is, and never ends by itself. */
    static final class Hanging {
        public static void main(String[] arguments) throws InterruptedException {
            ParentWatch.start();
            System.out.println("pid " + ProcessHandle.current().pid());
            new CountDownLatch(1).await();
        }
    }

    /** Starts a child that hangs, and dies without a word to it. */
    static final class Dying {
        public static void main(String[] arguments) throws Exception {
            child(Hanging.class).run(List.of(), LONG, line -> {
                System.out.println(line);
                System.out.flush();
                Runtime.getRuntime().halt(9);
            });
        }
    }

    @Test
    void tellsHowAChildEndedAndWhatItSaid() throws Exception {
        Ending ending =
                child(Failing.class).libraryPath(Path.of("/opt/some")).run(List.of("a b", "c"), LONG, line -> {});
        assertEquals(7, ending.exit());
        assertFalse(ending.isSuccess());
        assertTrue(ending.toString().contains("code 7"), ending.toString());
        assertTrue(ending.lastLines().contains("given [a b, c]"), ending.toString());
        assertTrue(ending.toString().contains("path /opt/some"), ending.toString());
    }

    @Test
    void killsAChildThatTakesTooLong() throws Exception {
        CompletableFuture<Long> pid = new CompletableFuture<>();
        Ending ending = child(Hanging.class).run(List.of(), Duration.ofSeconds(20), line -> pid.complete(pidOf(line)));
        assertEquals(Ending.KILLED, ending.exit());
        assertTrue(ending.toString().contains("killed after 20 s"), ending.toString());
        awaitEnd(pid.get(1, TimeUnit.SECONDS));
    }

    @Test
    void killsTheChildOfAnInterruptedCaller() throws Exception {
        CompletableFuture<Long> pid = new CompletableFuture<>();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                child(Hanging.class).run(List.of(), LONG, line -> pid.complete(pidOf(line)));
                interrupted.complete(false);
            } catch (InterruptedException e) {
                interrupted.complete(true);
            } catch (IOException e) {
                interrupted.completeExceptionally(e);
            }
        });
        caller.start();
        long child = pid.get(1, TimeUnit.MINUTES);
        caller.interrupt();
        assertTrue(interrupted.get(1, TimeUnit.MINUTES));
        awaitEnd(child);
    }

    @Test
    void endsAChildWhoseParentDied() throws Exception {
        CompletableFuture<Long> pid = new CompletableFuture<>();
        Ending parent = child(Dying.class).run(List.of(), LONG, line -> pid.complete(pidOf(line)));
        assertEquals(9, parent.exit());
        awaitEnd(pid.get(1, TimeUnit.MINUTES));
    }

    private static ChildJvm child(Class<?> mainClass) {
        return ChildJvm.running(mainClass).with(ChildJvm.class, Logger.class);
    }

    private static long pidOf(String line) {
        return Long.parseLong(line.substring("pid ".length()));
    }

    private static void awaitEnd(long pid) throws Exception {
        CompletableFuture<ProcessHandle> end = ProcessHandle.of(pid)
                .map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(ProcessHandle.current()));
        end.get(1, TimeUnit.MINUTES);
    }
}

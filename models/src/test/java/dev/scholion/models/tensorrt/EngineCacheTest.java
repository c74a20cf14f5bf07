package dev.scholion.models.tensorrt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.EngineException;
import dev.scholion.models.process.ChildJvm;
import dev.scholion.models.process.ParentWatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineCacheTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final EngineKey KEY = new EngineKey("a key\n");
    private static final byte[] PLAN = {1, 2, 3, 4, 5};

    @TempDir
    private Path folder;

    private Path engines() {
        return folder.resolve("new/engines");
    }

    private EngineCache filled() throws IOException {
        EngineCache cache = new EngineCache(engines());
        cache.exclusively(KEY, LONG, () -> {
            Path file = cache.newFile(KEY);
            write(file, PLAN);
            cache.store(KEY, file);
            return 0;
        });
        return cache;
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void givesBackWhatItTook() throws IOException {
        EngineCache cache = filled();
        assertTrue(cache.has(KEY));
        assertFalse(cache.has(new EngineKey("another\n")));
        assertTrue(cache.find(new EngineKey("another\n")).isEmpty());
        ByteBuffer plan = cache.find(KEY).orElseThrow();
        byte[] bytes = new byte[plan.remaining()];
        plan.get(bytes);
        assertArrayEquals(PLAN, bytes);
        assertTrue(plan.isDirect());
        assertEquals(KEY.description(), Files.readString(engines().resolve(KEY.name() + ".txt")));
        try (Stream<Path> files = Files.list(engines())) {
            assertTrue(files.noneMatch(file -> file.toString().endsWith(".tmp")));
        }
    }

    @Test
    void takesADamagedFileForNone() throws IOException {
        EngineCache cache = filled();
        Path file = engines().resolve(KEY.name() + ".engine");
        byte[] whole = Files.readAllBytes(file);
        for (int place = 0; place < whole.length; place++) {
            byte[] flipped = whole.clone();
            flipped[place] ^= 4;
            Files.write(file, flipped);
            assertEquals(Optional.empty(), cache.find(KEY), "byte " + place);
            Files.write(file, java.util.Arrays.copyOf(whole, place));
            assertEquals(Optional.empty(), cache.find(KEY), "cut at " + place);
        }
        Files.write(file, whole);
        assertTrue(cache.find(KEY).isPresent());
    }

    @Test
    void namesAFolderThatCannotBeWritten() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        EngineCache cache = new EngineCache(file.resolve("engines"));
        EngineException failure = assertThrows(EngineException.class, () -> cache.exclusively(KEY, LONG, () -> 0));
        assertTrue(String.valueOf(failure.getMessage()).contains(file.toString()), failure.getMessage());
        assertTrue(cache.find(KEY).isEmpty());
    }

    @Test
    void removesWhatAKilledProcessLeft() throws IOException {
        EngineCache cache = filled();
        Path left = cache.newFile(KEY);
        Path other = cache.newFile(new EngineKey("another\n"));
        Path mine = cache.newFile(KEY);
        assertFalse(Files.exists(left));
        assertTrue(Files.exists(other) && Files.exists(mine));
    }

    @Test
    void refusesAnEmptyEngine() throws IOException {
        EngineCache cache = filled();
        Path file = cache.newFile(KEY);
        assertThrows(EngineException.class, () -> cache.store(KEY, file));
    }

    @Test
    void letsOneThreadAtATimeBuildAnEngine() throws Exception {
        EngineCache cache = filled();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> cache.exclusively(KEY, LONG, () -> {
            inside.countDown();
            await(leave);
            return 1;
        }));
        await(inside);
        EngineException failure = assertThrows(EngineException.class, () -> cache.exclusively(KEY, SHORT, () -> 2));
        assertTrue(String.valueOf(failure.getMessage()).contains(KEY.name()), failure.getMessage());
        assertEquals(3, cache.exclusively(new EngineKey("another\n"), SHORT, () -> 3));
        leave.countDown();
        assertEquals(1, first.get(1, TimeUnit.MINUTES));
        assertEquals(2, cache.exclusively(KEY, LONG, () -> 2));
    }

    /** Takes the engine of a folder, says so, and keeps it until it is killed. */
    static final class Holding {
        public static void main(String[] arguments) {
            ParentWatch.start();
            new EngineCache(Path.of(arguments[0])).exclusively(KEY, LONG, () -> {
                System.out.println("held");
                await(new CountDownLatch(1));
                return 0;
            });
        }
    }

    @Test
    void letsOneProcessAtATimeBuildAnEngineAndForgetsOneThatDied() throws Exception {
        EngineCache cache = filled();
        CountDownLatch held = new CountDownLatch(1);
        Thread holder = new Thread(() -> {
            try {
                ChildJvm.running(Holding.class)
                        .with(EngineCache.class, org.slf4j.Logger.class)
                        .run(List.of(engines().toString()), LONG, line -> {
                            if (line.equals("held")) {
                                held.countDown();
                            }
                        });
            } catch (IOException e) {
                throw new AssertionError(e);
            } catch (InterruptedException e) {
                // The child is dead now.
            }
        });
        holder.start();
        await(held);
        assertThrows(EngineException.class, () -> cache.exclusively(KEY, SHORT, () -> 1));
        holder.interrupt();
        assertEquals(1, cache.exclusively(KEY, LONG, () -> 1));
        holder.join();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

package dev.scholion.models.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Native;
import dev.scholion.models.process.ChildJvm;
import dev.scholion.models.process.ParentWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuProbeTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    /** As a driver that never answers. */
    static final class Hanging {
        public static void main(String[] arguments) throws InterruptedException {
            ParentWatch.start();
            System.out.println("loading");
            new CountDownLatch(1).await();
        }
    }

    /** As a driver that ends the process that loads it, after half of an answer. */
    static final class Crashing {
        public static void main(String[] arguments) {
            System.out.println(GpuListing.MARK + "driver\t12060");
            System.out.println("driver: assertion failed");
            System.out.flush();
            Runtime.getRuntime().halt(134);
        }
    }

    /** Finds one. */
    static final class Finding {
        public static void main(String[] arguments) {
            System.out.println("driver: welcome");
            GpuListing.list(new FakeDriver(1)).forEach(System.out::println);
        }
    }

    @Test
    void takesAHangingDriverForNone() {
        Gpus gpus = probe(Hanging.class, Duration.ofSeconds(15)).gpus();
        assertAbsent(gpus, "killed after 15 s", "loading");
    }

    @Test
    void takesACrashingDriverForNone() {
        assertAbsent(probe(Crashing.class, LONG).gpus(), "code 134 (signal 6)", "assertion failed");
    }

    @Test
    void keepsItsAnswerUntilItIsAskedAgain() {
        AtomicInteger asked = new AtomicInteger();
        GpuProbe probe = new GpuProbe(
                () -> asked.getAndIncrement() == 0 ? Optional.of("not yet") : Optional.empty(),
                ChildJvm.running(Finding.class).with(GpuListing.class),
                LONG);
        assertAbsent(probe.gpus(), "not yet");
        assertAbsent(probe.gpus(), "not yet");
        assertEquals(1, asked.get());
        assertEquals("Fake GPU 0", probe.askAgain().device(0).orElseThrow().name());
        assertTrue(probe.gpus().unavailable(0).isEmpty());
        assertTrue(probe.gpus().unavailable(1).orElseThrow().contains("no GPU 1"));
    }

    @Test
    void looksForDeviceFilesFirst(@TempDir Path root) throws IOException {
        assertTrue(GpuProbe.absence(Map.of(), root).orElseThrow().contains("/dev/nvidiactl"));
        Files.createDirectories(root.resolve("dev"));
        Files.createFile(root.resolve("dev/nvidia0"));
        assertTrue(GpuProbe.absence(Map.of(), root).isEmpty());
        assertTrue(GpuProbe.absence(Map.of("CUDA_VISIBLE_DEVICES", "0"), root).isEmpty());
        assertTrue(GpuProbe.absence(Map.of("CUDA_VISIBLE_DEVICES", "-1"), root)
                .orElseThrow()
                .contains("CUDA_VISIBLE_DEVICES='-1'"));
        assertTrue(GpuProbe.absence(Map.of("CUDA_VISIBLE_DEVICES", ""), root).isPresent());
    }

    @Test
    void answersOnThisMachineWhateverItHas() {
        GpuProbe probe = new GpuProbe(
                Optional::empty, // as if there were device files
                ChildJvm.running(GpuListing.class).with(Native.class),
                LONG);
        Gpus gpus = probe.gpus();
        System.out.println("This machine: " + gpus);
        assertEquals(gpus.devices().isEmpty(), gpus.absence().isPresent());
        if (GpuProbe.ofThisMachine().gpus().devices().isEmpty()) {
            assertTrue(gpus.absence().orElseThrow().contains("libcuda.so.1")
                    || gpus.absence().orElseThrow().contains("CUDA"));
        }
    }

    private static GpuProbe probe(Class<?> child, Duration limit) {
        return new GpuProbe(Optional::empty, ChildJvm.running(child).with(GpuListing.class, ParentWatch.class), limit);
    }

    private static void assertAbsent(Gpus gpus, String... mentioned) {
        assertFalse(gpus.device(0).isPresent());
        for (String part : mentioned) {
            assertTrue(gpus.unavailable(0).orElseThrow().contains(part), gpus.toString());
        }
    }
}

package dev.scholion.models.gpu;

import dev.scholion.models.process.ChildJvm;
import dev.scholion.models.process.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks which GPUs there are, without a risk: first whether the device files are there, then a child process loads the driver
 * and answers within a time limit. A driver that crashes or hangs does so there. Thread-safe.
 */
public final class GpuProbe {
    private static final Logger LOG = LoggerFactory.getLogger(GpuProbe.class);

    /** A first call of a driver that has been idle loads kernel modules and takes seconds. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final List<String> DEVICE_FILES =
            List.of("/dev/nvidiactl", "/dev/nvidia0", "/dev/dxg", "/dev/nvhost-gpu");

    private static final GpuProbe OF_THIS_MACHINE = new GpuProbe(
            () -> absence(System.getenv(), Path.of("/")),
            ChildJvm.running(GpuListing.class).with(com.sun.jna.Native.class).option("-Xmx64m"),
            LIMIT);

    private final Supplier<Optional<String>> hint;
    private final ChildJvm child;
    private final Duration limit;
    private @Nullable Gpus known;

    /** @param hint why there is certainly none, if that can be told at once */
    GpuProbe(Supplier<Optional<String>> hint, ChildJvm child, Duration limit) {
        this.hint = hint;
        this.child = child;
        this.limit = limit;
    }

    /** The one of this process. */
    public static GpuProbe ofThisMachine() {
        return OF_THIS_MACHINE;
    }

    /** What was found when this was asked for the first time; takes up to a minute then. Never fails. */
    public synchronized Gpus gpus() {
        if (known == null) {
            known = ask();
        }
        return known;
    }

    /** Asks again, and keeps the new answer. Never fails. */
    public synchronized Gpus askAgain() {
        known = null;
        return gpus();
    }

    static Optional<String> absence(Map<String, String> environment, Path root) {
        String visible = environment.get("CUDA_VISIBLE_DEVICES");
        if (visible != null && (visible.isBlank() || visible.strip().startsWith("-"))) {
            return Optional.of("CUDA_VISIBLE_DEVICES='%s' hides all".formatted(visible));
        }
        boolean some = DEVICE_FILES.stream().anyMatch(file -> Files.exists(root.resolve(file.substring(1))));
        return some ? Optional.empty() : Optional.of("none of " + String.join(", ", DEVICE_FILES));
    }

    private Gpus ask() {
        Optional<String> absence = hint.get();
        if (absence.isPresent()) {
            return Gpus.none(absence.get());
        }
        Gpus found = askChild();
        LOG.info("{}", found);
        return found;
    }

    private Gpus askChild() {
        List<String> answers = new ArrayList<>();
        Ending ending;
        try {
            ending = child.run(List.of(), limit, line -> {
                if (line.startsWith(GpuListing.MARK)) {
                    synchronized (answers) {
                        answers.add(line);
                    }
                }
            });
        } catch (IOException e) {
            return Gpus.none("the process that looks for one did not start: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Gpus.none("the search for one was interrupted");
        }
        synchronized (answers) {
            return ending.isSuccess() && !answers.isEmpty()
                    ? GpuListing.parse(answers)
                    : Gpus.none("the process that looks for one " + ending);
        }
    }
}

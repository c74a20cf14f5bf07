package dev.scholion.benchmarks.host;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/** Where Java code of this process spends its time, and what it allocates, by Flight Recorder's samples. */
final class Profile implements AutoCloseable {
    private static final int LINES = 60;
    private static final Duration PERIOD = Duration.ofMillis(10);

    private final Recording recording = new Recording();

    Profile() {
        recording.enable("jdk.ExecutionSample").withPeriod(PERIOD);
        recording
                .enable("jdk.ObjectAllocationSample")
                .with("throttle", "1000/s")
                .withStackTrace();
        recording
                .enable("jdk.JavaMonitorEnter")
                .withThreshold(Duration.ofMillis(1))
                .withStackTrace();
    }

    void start() {
        recording.start();
    }

    /** Stops, and prints what was found. */
    void print(PrintStream out) throws IOException {
        recording.stop();
        Path file = Files.createTempFile("profile", ".jfr");
        recording.dump(file);
        Map<String, Integer> leaves = new HashMap<>();
        Map<String, Integer> own = new HashMap<>();
        Map<String, Integer> threads = new HashMap<>();
        Map<String, Long> allocations = new HashMap<>();
        Map<String, Long> locks = new HashMap<>();
        int samples = 0;
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                List<RecordedFrame> frames = event.getStackTrace() == null
                        ? List.of()
                        : event.getStackTrace().getFrames();
                switch (event.getEventType().getName()) {
                    case "jdk.ExecutionSample" -> {
                        samples++;
                        threads.merge(threadOf(event), 1, Integer::sum);
                        if (!frames.isEmpty()) {
                            leaves.merge(name(frames.get(0)), 1, Integer::sum);
                        }
                        Set<String> seen = new HashSet<>();
                        frames.stream()
                                .map(Profile::name)
                                .filter(seen::add)
                                .forEach(name -> own.merge(name, 1, Integer::sum));
                    }
                    case "jdk.ObjectAllocationSample" -> {
                        long weight = event.getLong("weight");
                        frames.stream()
                                .map(Profile::name)
                                .filter(name -> name.startsWith("dev.scholion") || name.startsWith("org.apache"))
                                .findFirst()
                                .ifPresent(name -> allocations.merge(name, weight, Long::sum));
                    }
                    case "jdk.JavaMonitorEnter" ->
                        locks.merge(
                                event.getClass("monitorClass").getName(),
                                event.getDuration().toNanos() / 1_000,
                                Long::sum);
                    default -> {}
                }
            }
        }
        Files.delete(file);
        out.printf("samples of running Java code: %d%n", samples);
        print(out, "by thread", threads, samples);
        print(out, "methods that ran", leaves, samples);
        print(out, "methods that ran or called what ran", own, samples);
        long all = allocations.values().stream().mapToLong(Long::longValue).sum();
        print(out, "who allocates (bytes)", allocations, all);
        print(out, "locks waited for (us)", locks, 1);
    }

    private static String threadOf(RecordedEvent event) {
        var thread = event.getThread("sampledThread");
        String name = thread == null ? null : thread.getJavaName();
        return name == null ? "unnamed" : name.replaceAll("[0-9a-f-]{6,}|\\d+", "#");
    }

    private static String name(RecordedFrame frame) {
        RecordedMethod method = frame.getMethod();
        return method == null ? "unknown" : method.getType().getName() + "." + method.getName();
    }

    private static void print(PrintStream out, String title, Map<String, ? extends Number> counts, long all) {
        out.printf("%n%s%n", title);
        Map<String, Number> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted((one, other) -> Long.compare(
                        other.getValue().longValue(), one.getValue().longValue()))
                .limit(LINES)
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        sorted.forEach((name, count) -> out.printf(
                "  %5.1f %%  %d  %s%n", 100.0 * count.longValue() / Math.max(1, all), count.longValue(), name));
    }

    @Override
    public void close() {
        recording.close();
    }
}

package dev.scholion.benchmarks.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Processor time of this process's threads, native ones too, by what they do. From Linux's {@code /proc}.
 *
 * @param nanosByThread by the thread's id and group; what has ended is not in it
 */
record ProcessorTime(Map<Task, Long> nanosByThread) {
    /** A thread and what it does. */
    record Task(long id, String group) {}

    /** What the first letters of a thread's name say of its work. Linux keeps 15 of them. */
    private static final Map<String, String> GROUPS = groups();

    private static final Path THREADS = Path.of("/proc/self/task");

    ProcessorTime {
        nanosByThread = Map.copyOf(nanosByThread);
    }

    private static Map<String, String> groups() {
        Map<String, String> groups = new LinkedHashMap<>();
        groups.put("scholion-tokeni", "tokenizer threads");
        groups.put("scholion-engine", "engine threads (decoding and encoding of results included)");
        groups.put("Source: events", "Flink's task thread");
        groups.put("Source Data Fet", "Kafka consumer");
        groups.put("kafka-producer-", "Kafka producer");
        groups.put("GC Thread", "garbage collection");
        groups.put("G1", "garbage collection");
        groups.put("C1", "JIT compiler");
        groups.put("C2", "JIT compiler");
        groups.put("kafka-admin-cli", "this measurement");
        groups.put("main", "this measurement");
        groups.put("java", "this measurement");
        return groups;
    }

    /** Of this process now. */
    static ProcessorTime now() throws IOException {
        Map<Task, Long> nanos = new LinkedHashMap<>();
        try (Stream<Path> tasks = Files.list(THREADS)) {
            for (Path task : tasks.toList()) {
                try {
                    String name = Files.readString(task.resolve("comm")).stripTrailing();
                    String nanosSpent =
                            Files.readString(task.resolve("schedstat")).split(" ", -1)[0];
                    nanos.put(
                            new Task(Long.parseLong(task.getFileName().toString()), group(name)),
                            Long.parseLong(nanosSpent));
                } catch (IOException e) {
                    // it has just ended
                }
            }
        }
        return new ProcessorTime(nanos);
    }

    private static String group(String thread) {
        return GROUPS.entrySet().stream()
                .filter(group -> thread.startsWith(group.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("everything else");
    }

    /** Nanoseconds since, by group. */
    Map<String, Long> since(ProcessorTime before) {
        Map<String, Long> groups = new TreeMap<>();
        nanosByThread.forEach((thread, nanos) ->
                groups.merge(thread.group(), nanos - before.nanosByThread.getOrDefault(thread, 0L), Long::sum));
        return groups;
    }

    /** Of another process, to a hundredth of a second. */
    static long of(ProcessHandle process) {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }
}

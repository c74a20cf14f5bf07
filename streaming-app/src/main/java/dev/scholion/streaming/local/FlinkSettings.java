package dev.scholion.streaming.local;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the local Flink cluster is set up: bound to 127.0.0.1 alone, nothing to be uploaded, checkpoints kept when a job
 * is cancelled.
 */
final class FlinkSettings {
    /** What Flink's own start scripts open on Java 17. */
    static final List<String> OPENS = List.of(
                    "java.lang",
                    "java.lang.reflect",
                    "java.net",
                    "java.io",
                    "java.nio",
                    "sun.nio.ch",
                    "java.text",
                    "java.time",
                    "java.util",
                    "java.util.concurrent",
                    "java.util.concurrent.atomic",
                    "java.util.concurrent.locks")
            .stream()
            .map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED")
            .toList();

    private FlinkSettings() {}

    /** Settings that hold for a cluster of processes and for one inside a JVM alike. */
    static Map<String, String> common(Path folder, int webPort) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("rest.address", "127.0.0.1");
        settings.put("rest.bind-address", "127.0.0.1");
        settings.put("rest.port", Integer.toString(webPort));
        settings.put("rest.bind-port", Integer.toString(webPort));
        settings.put("jobmanager.bind-host", "127.0.0.1");
        settings.put("taskmanager.host", "127.0.0.1");
        settings.put("taskmanager.bind-host", "127.0.0.1");
        settings.put("web.submit.enable", "false");
        settings.put("execution.checkpointing.storage", "filesystem");
        settings.put(
                "execution.checkpointing.dir",
                folder.resolve("checkpoints").toUri().toString());
        settings.put(
                "execution.checkpointing.savepoint-dir",
                folder.resolve("savepoints").toUri().toString());
        settings.put("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
        settings.put("task.cancellation.timeout", "60 s");
        settings.put("io.tmp.dirs", folder.resolve("tmp").toString());
        settings.put("pipeline.generic-types", "false");
        return settings;
    }

    /** Settings of the processes of a cluster. */
    static Map<String, String> cluster(Path folder, int webPort, int rpcPort, int slots) {
        Map<String, String> settings = common(folder, webPort);
        settings.put("jobmanager.rpc.address", "127.0.0.1");
        settings.put("jobmanager.rpc.port", Integer.toString(rpcPort));
        settings.put("taskmanager.numberOfTaskSlots", Integer.toString(slots));
        // Flink's scripts would compute these; a TaskManager started without them needs them all.
        settings.put("taskmanager.cpu.cores", Integer.toString(slots));
        settings.put("taskmanager.memory.framework.heap.size", "128m");
        settings.put("taskmanager.memory.task.heap.size", "640m");
        settings.put("taskmanager.memory.framework.off-heap.size", "128m");
        settings.put("taskmanager.memory.task.off-heap.size", "1g"); // the engines' arenas
        settings.put("taskmanager.memory.managed.size", "0");
        settings.put("taskmanager.memory.network.min", "64m");
        settings.put("taskmanager.memory.network.max", "64m");
        settings.put("taskmanager.memory.jvm-metaspace.size", "256m");
        settings.put("taskmanager.memory.jvm-overhead.min", "192m");
        settings.put("taskmanager.memory.jvm-overhead.max", "192m");
        return settings;
    }
}

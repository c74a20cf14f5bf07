package dev.scholion.streaming.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** How long a child process lives, and who is told of it. */
public final class Lifetime {
    /** As long as this JVM, even if this one is killed. */
    public static final Lifetime ATTACHED = new Lifetime(true, process -> {});

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final boolean attached;
    private final Consumer<ProcessHandle> started;

    private Lifetime(boolean attached, Consumer<ProcessHandle> started) {
        this.attached = attached;
        this.started = started;
    }

    /**
     * Until it is stopped by its process id; neither this JVM nor the terminal takes it along.
     *
     * @param started hears of the process at once, before it is ready, on the thread that started it
     */
    public static Lifetime detached(Consumer<ProcessHandle> started) {
        return new Lifetime(false, started);
    }

    boolean isAttached() {
        return attached;
    }

    void started(ProcessHandle process) {
        started.accept(process);
    }

    /**
     * What stands before the command. A session of its own keeps Ctrl-C from the children: who started them stops them,
     * in order.
     */
    List<String> prefix() {
        List<String> prefix = new ArrayList<>();
        if (!attached) {
            prefix.add("nohup");
        }
        if (Files.isExecutable(SETSID)) {
            prefix.add(SETSID.toString());
        }
        return prefix;
    }

    List<String> options() {
        return attached ? List.of("-D" + ChildMain.ATTACHED + "=true") : List.of();
    }
}

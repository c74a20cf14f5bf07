package dev.scholion.models.process;

import java.io.IOException;

/**
 * Ends a child process when its parent does: the pipe that is its standard input is closed then, however the parent ended.
 * For the main methods that {@link ChildJvm} runs.
 */
public final class ParentWatch {
    private static final int ORPHANED = 75;

    private ParentWatch() {}

    /** Starts to watch, on a thread of its own. */
    public static void start() {
        Thread watch = new Thread(ParentWatch::watch, "scholion-parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static void watch() {
        try {
            while (System.in.read() >= 0) {
                // A parent has nothing to say.
            }
        } catch (IOException e) {
            // As if it were closed.
        }
        Runtime.getRuntime().halt(ORPHANED); // without handlers, which native code may have brought and may hang
    }
}

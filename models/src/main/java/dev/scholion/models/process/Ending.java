package dev.scholion.models.process;

import java.time.Duration;
import java.util.List;

/**
 * How a child process ended.
 *
 * @param exit its exit code; {@link #KILLED} if it took too long
 * @param how in words, for messages
 * @param lastLines of its output and errors, at most 20
 */
public record Ending(int exit, String how, List<String> lastLines) {
    /** Instead of an exit code. */
    public static final int KILLED = -1;

    public Ending {
        lastLines = List.copyOf(lastLines);
    }

    static Ending exited(int code, List<String> lines) {
        // A shell's custom: 128 and the number of the signal.
        String signal = code > 128 && code < 160 ? " (signal %d)".formatted(code - 128) : "";
        return new Ending(code, "ended with code " + code + signal, lines);
    }

    static Ending timedOut(Duration limit, List<String> lines) {
        return new Ending(KILLED, "was killed after %d s".formatted(limit.toSeconds()), lines);
    }

    public boolean isSuccess() {
        return exit == 0;
    }

    /** How it ended, and what it said last. */
    @Override
    public String toString() {
        return lastLines.isEmpty() ? how : how + ": " + String.join(" | ", lastLines);
    }
}

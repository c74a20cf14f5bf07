package dev.scholion.streaming.cli;

import dev.scholion.streaming.cli.view.Paint;
import dev.scholion.streaming.local.Installation;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs commands as {@link Main} does, and keeps what the last one printed. */
final class Terminal {
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    /** Returns the exit code. */
    int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        return Main.commandLine(
                        Installation.current(), Paint.plain(), new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}

package dev.scholion.streaming.cli;

import dev.scholion.streaming.cli.view.Paint;
import dev.scholion.streaming.local.Installation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** Runs commands as {@link Main} does, and keeps what the last one printed. */
final class Terminal {
    private final Map<String, String> environment;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    /** Without a model of the user's own. */
    Terminal() {
        this(Map.of("SCHOLION_MODELS", "/nowhere"));
    }

    Terminal(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Returns the exit code. */
    int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        return Main.commandLine(
                        Installation.current(),
                        environment,
                        Paint.plain(),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true))
                .execute(arguments);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}

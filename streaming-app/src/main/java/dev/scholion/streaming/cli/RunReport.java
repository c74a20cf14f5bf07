package dev.scholion.streaming.cli;

import dev.scholion.streaming.cli.view.Paint;
import dev.scholion.streaming.local.ComponentStatus;
import dev.scholion.streaming.local.RunListener;
import java.time.Duration;
import java.util.Locale;

/** Prints how {@code up} and {@code down} get on, a line an event. */
final class RunReport implements RunListener {
    /** A line each second from each of several processes would be noise. */
    private static final int SECONDS_BETWEEN = 5;

    private final Surroundings surroundings;

    RunReport(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public synchronized void started(ComponentStatus component, Duration took) {
        line(component.name(), "started", component.address(), took);
    }

    @Override
    public synchronized void found(ComponentStatus component) {
        surroundings.out().println("%-14s %-8s %s".formatted(component.name(), "runs", component.address()));
    }

    @Override
    public synchronized void stopped(String component) {
        surroundings.out().println("%-14s stopped".formatted(component));
    }

    @Override
    public synchronized void waiting(String what, Duration elapsed) {
        if (elapsed.toSeconds() % SECONDS_BETWEEN == 1) {
            String line = "%-14s waiting  %d s".formatted(what, elapsed.toSeconds());
            surroundings.err().println(surroundings.paint().in(Paint.Colour.DIM, line));
        }
    }

    private void line(String name, String what, String address, Duration took) {
        surroundings
                .out()
                .println(String.format(
                        Locale.ROOT, "%-14s %-8s %s  (%.1f s)", name, what, address, took.toMillis() / 1000.0));
    }
}

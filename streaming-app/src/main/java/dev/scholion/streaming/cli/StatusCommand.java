package dev.scholion.streaming.cli;

import dev.scholion.streaming.cli.view.Paint;
import dev.scholion.streaming.local.ComponentStatus;
import dev.scholion.streaming.local.ComponentStatus.State;
import dev.scholion.streaming.local.LocalRun;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells how the local run fares. */
@Command(
        name = "status",
        description = {
            "Tells which processes of the local run are running, stopped or died.",
            "Exit code 0 if all run, 1 otherwise."
        })
final class StatusCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final Surroundings surroundings;

    @Mixin
    private final RunFolderOption folder = new RunFolderOption();

    StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        LocalRun run = folder.run(surroundings.installation());
        List<ComponentStatus> all = run.status();
        all.forEach(status -> surroundings.out().println(line(status)));
        if (all.stream().anyMatch(status -> status.state() == State.DIED)) {
            surroundings
                    .out()
                    .println("'scholion up' starts what has died; why it did is in the logs in " + run.folder() + ".");
        }
        return all.stream().allMatch(status -> status.state() == State.RUNNING) ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    private String line(ComponentStatus status) {
        Paint paint = surroundings.paint();
        String state = "%-8s".formatted(status.state().name().toLowerCase(Locale.ROOT));
        if (status.since() == null) {
            return "%-14s %s"
                    .formatted(status.name(), paint.in(Paint.Colour.DIM, state))
                    .stripTrailing();
        }
        Paint.Colour colour = status.state() == State.RUNNING ? Paint.Colour.GREEN : Paint.Colour.RED;
        return "%-14s %s pid %-8d %-40s since %s"
                .formatted(
                        status.name(),
                        paint.in(colour, state),
                        status.pid(),
                        status.address(),
                        TIME.format(status.since()));
    }
}

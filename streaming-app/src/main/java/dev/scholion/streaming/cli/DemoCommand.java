package dev.scholion.streaming.cli;

import dev.scholion.streaming.cli.demo.DemoOptions;
import dev.scholion.streaming.cli.demo.DemoRun;
import dev.scholion.streaming.cli.demo.DemoSummary;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the whole system at work. */
@Command(
        name = "demo",
        description = {
            "Shows the whole system at work: real servers, the real job, a sample of texts.",
            "Starts a Kafka broker, a schema registry and a Flink cluster, runs the job, sends the texts and shows",
            "each result as an ordinary consumer gets it. Ctrl-C ends it and removes everything. Ports that are",
            "taken are replaced by free ones."
        })
final class DemoCommand implements Callable<Integer> {
    private static final double WATCHABLE = 5;
    private static final double BRISK = 40;

    private final Surroundings surroundings;

    @Option(
            names = "--once",
            description = "End after one round of the sample; exit code 1 if a result was lost, doubled or unexpected.")
    private boolean once;

    @Option(names = "--rate", paramLabel = "N", description = "Events a second. Default: 5, and 40 with --once.")
    private @Nullable Double rate;

    @Option(names = "--keep", description = "Leave the demo's folder behind, with logs and the pipeline file.")
    private boolean keep;

    DemoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        DemoOptions options;
        try {
            options = new DemoOptions(once, rate != null ? rate : once ? BRISK : WATCHABLE, keep);
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCodes.MISUSED, "--rate: " + e.getMessage(), e);
        }
        CompletableFuture<Void> stop = new CompletableFuture<>();
        CountDownLatch stopped = new CountDownLatch(1);
        Thread interruption = new Thread(() -> awaitStop(stop, stopped), "demo-stop");
        Runtime.getRuntime().addShutdownHook(interruption);
        DemoReport report = new DemoReport(surroundings);
        try {
            DemoSummary summary =
                    new DemoRun(surroundings.installation(), surroundings.catalog(), options, report).run(stop);
            report.summary(summary, stop.isDone());
            // Stopped by hand, the last events have no results yet, and that is no failure.
            return summary.isAsItShouldBe() || stop.isDone() ? ExitCodes.DONE : ExitCodes.FAILED;
        } finally {
            stopped.countDown();
        }
    }

    /** Runs while the JVM shuts down, and holds it until the demo has put everything away. */
    private static void awaitStop(CompletableFuture<Void> stop, CountDownLatch stopped) {
        stop.complete(null);
        try {
            boolean clean = stopped.await(45, TimeUnit.SECONDS);
            assert clean : "children end with this process all the same";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.scholion.streaming.cli;

import dev.scholion.streaming.cli.demo.DemoListener;
import dev.scholion.streaming.cli.demo.DemoSummary;
import dev.scholion.streaming.cli.demo.FinishedEvent;
import dev.scholion.streaming.cli.view.Paint;
import dev.scholion.streaming.cli.view.Paint.Colour;
import dev.scholion.streaming.cli.view.ResultView;
import dev.scholion.streaming.cli.view.SafeText;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;

/** Prints the demo: where things are, a block for each event, and the accounts at the end. */
final class DemoReport implements DemoListener {
    private final Surroundings surroundings;
    private final Paint paint;
    private final ResultView results;
    private final RunReport waits;

    DemoReport(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.paint = surroundings.paint();
        this.results = new ResultView(paint);
        this.waits = new RunReport(surroundings);
    }

    @Override
    public void waiting(String what, Duration elapsed) {
        waits.waiting(what, elapsed);
    }

    @Override
    public synchronized void ready(String bootstrapServers, String registry, URI web) {
        print("broker    " + bootstrapServers);
        print("registry  " + registry);
        print("Flink     " + web);
        print("");
        print("In another terminal:  ./scholion tail text.entities --bootstrap-servers " + bootstrapServers
                + " --registry " + registry);
        print(paint.in(Colour.DIM, "Ctrl-C ends the demo."));
        print("");
    }

    @Override
    public synchronized void finished(FinishedEvent event) {
        block(event).forEach(this::print);
    }

    /** The lines for one event: its classes and how long it took, then its text with the entities in place. */
    List<String> block(FinishedEvent event) {
        List<String> head = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (GenericRecord record : new TreeMap<>(event.results()).values()) {
            switch (record.getSchema().getName()) {
                case "RejectedText" -> lines.add("  " + results.rejected(record));
                case "EntitiesResult" -> lines.add("  " + results.markedText(record));
                default -> head.add(0, results.label(record));
            }
        }
        head.add(0, paint.in(Colour.BOLD, SafeText.of(event.event().key())));
        head.add(paint.in(Colour.DIM, event.latency().toMillis() + " ms"));
        lines.add(0, String.join("  ", head));
        return lines;
    }

    /** @param stopped by hand: the last events have no results yet, and that is no loss */
    synchronized void summary(DemoSummary summary, boolean stopped) {
        print("");
        print("%d events in %.1f s, %.1f a second"
                .formatted(summary.sent(), summary.elapsed().toMillis() / 1000.0, summary.rate()));
        print(new TreeMap<>(summary.resultsByTopic())
                .entrySet().stream().map(DemoReport::count).collect(Collectors.joining("  ")));
        print("from sent to received: p50 %d ms, p99 %d ms"
                .formatted(
                        summary.latency(0.5).toMillis(), summary.latency(0.99).toMillis()));
        summary.surprises().stream().limit(10).forEach(surprise -> print(paint.in(Colour.RED, surprise)));
        print(account(summary, stopped));
    }

    private String account(DemoSummary summary, boolean stopped) {
        if (summary.isAsItShouldBe()) {
            return paint.in(Colour.GREEN, "nothing lost, nothing doubled");
        }
        if (stopped && summary.doubled() == 0 && summary.surprises().isEmpty()) {
            return summary.lost() + " still on their way when the demo was stopped";
        }
        return paint.in(
                Colour.RED,
                "%d without all their results, %d doubled, %d unexpected"
                        .formatted(
                                summary.lost(),
                                summary.doubled(),
                                summary.surprises().size()));
    }

    private static String count(Map.Entry<String, Integer> topic) {
        return String.format(Locale.ROOT, "%s %d", topic.getKey(), topic.getValue());
    }

    private void print(String line) {
        surroundings.out().println(line);
    }
}

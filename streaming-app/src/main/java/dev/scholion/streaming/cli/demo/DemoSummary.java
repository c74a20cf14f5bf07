package dev.scholion.streaming.cli.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What became of the demo's events.
 *
 * @param lost events without all their results
 * @param doubled results that came more than once
 * @param surprises results that are not what they should be, in words
 * @param latencies of the events that have all their results
 * @param elapsed from the first event to the last result
 */
public record DemoSummary(
        int sent,
        Map<String, Integer> resultsByTopic,
        int lost,
        int doubled,
        List<String> surprises,
        List<Duration> latencies,
        Duration elapsed) {
    public DemoSummary {
        resultsByTopic = Map.copyOf(resultsByTopic);
        surprises = List.copyOf(surprises);
        latencies = latencies.stream().sorted().toList();
    }

    /** Whether every event has exactly the results that it should have. */
    public boolean isAsItShouldBe() {
        return lost == 0 && doubled == 0 && surprises.isEmpty();
    }

    /**
     * The latency that so large a part of the events did not exceed; zero if there are none.
     *
     * @param part from 0 to 1
     */
    public Duration latency(double part) {
        if (latencies.isEmpty()) {
            return Duration.ZERO;
        }
        int rank = (int) Math.ceil(part * latencies.size());
        return latencies.get(Math.max(0, rank - 1));
    }

    /** Events a second. */
    public double rate() {
        return elapsed.isZero() ? 0 : sent * 1e9 / elapsed.toNanos();
    }
}

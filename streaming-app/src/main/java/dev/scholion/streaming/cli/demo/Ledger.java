package dev.scholion.streaming.cli.demo;

import dev.scholion.streaming.input.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Joins events with their results by the event's place in Kafka, and keeps the accounts: what came, what is missing, what
 * came twice.
 *
 * <p>Its own lock guards all state: events are entered by the producer's thread, results by the consumer's. Either may
 * come first.
 */
final class Ledger {
    private static final class Entry {
        private final Map<String, GenericRecord> results = new HashMap<>();
        private @Nullable DemoEvent event;
        private long sentNanos;
        private long lastNanos;
    }

    private final Set<String> taskTopics;
    private final String rejectedTopic;
    private final Map<String, Entry> open = new HashMap<>();
    private final Set<String> finished = new HashSet<>();
    private final Map<String, Integer> resultsByTopic = new TreeMap<>();
    private final List<Duration> latencies = new ArrayList<>();
    private final List<String> surprises = new ArrayList<>();
    private final CompletableFuture<Void> settled = new CompletableFuture<>();
    private boolean awaited;
    private int sent;
    private int doubled;

    /** @param taskTopics topics that get one result of each event that is not rejected */
    Ledger(Set<String> taskTopics, String rejectedTopic) {
        this.taskTopics = Set.copyOf(taskTopics);
        this.rejectedTopic = rejectedTopic;
    }

    /**
     * Enters an event that Kafka has taken.
     *
     * @param position as {@code topic-partition-offset}
     * @param nanos when it was sent, in {@code System.nanoTime} terms
     */
    synchronized Optional<FinishedEvent> sent(String position, DemoEvent event, long nanos) {
        sent++;
        Entry entry = open.computeIfAbsent(position, unseen -> new Entry());
        entry.event = event;
        entry.sentNanos = nanos;
        return close(position, entry);
    }

    /** Enters a result. */
    synchronized Optional<FinishedEvent> arrived(String position, String topic, GenericRecord result, long nanos) {
        resultsByTopic.merge(topic, 1, Integer::sum);
        if (finished.contains(position)) {
            doubled++;
            return Optional.empty();
        }
        Entry entry = open.computeIfAbsent(position, unseen -> new Entry());
        if (entry.results.putIfAbsent(topic, result) != null) {
            doubled++;
            return Optional.empty();
        }
        entry.lastNanos = nanos;
        return close(position, entry);
    }

    /** Completes as soon as every event that was sent has all its results. Ask when no more are sent. */
    synchronized CompletableFuture<Void> settled() {
        if (open.isEmpty()) {
            settled.complete(null);
        }
        awaited = true;
        return settled;
    }

    synchronized DemoSummary summary(Duration elapsed) {
        int lost = (int)
                open.values().stream().filter(entry -> entry.event != null).count();
        int foreign = open.size() - lost;
        List<String> all = new ArrayList<>(surprises);
        if (foreign > 0) {
            all.add(foreign + " results belong to no event that was sent");
        }
        return new DemoSummary(sent, resultsByTopic, lost, doubled, all, latencies, elapsed);
    }

    private Optional<FinishedEvent> close(String position, Entry entry) {
        DemoEvent event = entry.event;
        boolean rejected = entry.results.containsKey(rejectedTopic);
        if (event == null || (!rejected && !entry.results.keySet().containsAll(taskTopics))) {
            return Optional.empty();
        }
        open.remove(position);
        finished.add(position);
        compare(event, entry.results.get(rejectedTopic), entry.results);
        Duration latency = Duration.ofNanos(Math.max(0, entry.lastNanos - entry.sentNanos));
        latencies.add(latency);
        if (awaited && open.isEmpty()) {
            settled.complete(null);
        }
        return Optional.of(new FinishedEvent(event, entry.results, latency));
    }

    private void compare(DemoEvent event, @Nullable GenericRecord reject, Map<String, GenericRecord> results) {
        String expected = event.rejection().map(Reason::wireName).orElse("no rejection");
        String found = reject == null ? "no rejection" : String.valueOf(reject.get("reason"));
        if (!expected.equals(found)) {
            surprises.add("%s: %s, expected %s".formatted(event.id(), found, expected));
        }
        if (reject == null) {
            results.values().stream()
                    .map(result -> String.valueOf(result.get("event_id")))
                    .filter(id -> !id.equals(event.id()))
                    .forEach(id -> surprises.add("%s came back as %s".formatted(event.id(), id)));
        }
    }
}

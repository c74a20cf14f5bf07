package dev.scholion.models.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Rows waiting for an engine, by length bucket.
 *
 * <p>It has no thread and no clock. An engine that is free asks with {@link #take}: it gets the oldest row, so none
 * starves, and beside it the rows that pad least. Not thread-safe.
 */
public final class RowQueue<T> {
    private record Waiting<T>(long arrival, T row) {}

    private final BatchBudget budget;
    private final LengthBuckets lengths;
    private final NavigableMap<Integer, Deque<Waiting<T>>> buckets = new TreeMap<>();
    private long arrivals;
    private int size;

    public RowQueue(BatchBudget budget, LengthBuckets lengths) {
        this.budget = budget;
        this.lengths = lengths;
        for (int columns : lengths.lengths()) {
            if (budget.rows(columns) < 1) {
                throw new IllegalArgumentException("bucket of %d tokens, %s".formatted(columns, budget));
            }
            buckets.put(columns, new ArrayDeque<>());
        }
    }

    /** @throws IllegalArgumentException if the row is longer than the longest bucket */
    public void add(T row, int tokens) {
        Map.Entry<Integer, Deque<Waiting<T>>> bucket = buckets.ceilingEntry(tokens);
        if (bucket == null) {
            throw new IllegalArgumentException(
                    "row of %d tokens, buckets end at %d".formatted(tokens, buckets.lastKey()));
        }
        bucket.getValue().add(new Waiting<>(arrivals++, row));
        size++;
    }

    /** Rows that wait. */
    public int size() {
        return size;
    }

    /** The next batch, or empty when no row waits. Fills with shorter rows, nearest bucket first, before it leaves room. */
    public Optional<Batch<T>> take() {
        return oldest().map(columns -> {
            List<T> rows = new ArrayList<>();
            int room = budget.rows(columns);
            int shortest = lengths.shortestBeside(columns);
            for (Deque<Waiting<T>> bucket : buckets.subMap(shortest, true, columns, true)
                    .descendingMap()
                    .values()) {
                while (!bucket.isEmpty() && rows.size() < room) {
                    rows.add(bucket.remove().row());
                }
            }
            size -= rows.size();
            return new Batch<>(rows, columns);
        });
    }

    private Optional<Integer> oldest() {
        return buckets.entrySet().stream()
                .filter(bucket -> !bucket.getValue().isEmpty())
                .min(Comparator.comparingLong(
                        bucket -> bucket.getValue().element().arrival()))
                .map(Map.Entry::getKey);
    }
}

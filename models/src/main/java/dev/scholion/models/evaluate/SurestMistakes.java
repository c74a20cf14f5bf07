package dev.scholion.models.evaluate;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps so many mistakes, the surest; of equally sure ones those that came first. Owned by one thread. */
final class SurestMistakes {
    private record Entry(Mistake mistake, long arrival) {}

    private static final Comparator<Entry> SUREST_FIRST = Comparator.comparingDouble(
                    (Entry entry) -> entry.mistake().score())
            .reversed()
            .thenComparingLong(Entry::arrival);

    private final int most;
    private final PriorityQueue<Entry> kept = new PriorityQueue<>(SUREST_FIRST.reversed());
    private long arrivals;

    /** @param most that are kept, 0 or more */
    SurestMistakes(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("%d mistakes, expected 0 or more".formatted(most));
        }
        this.most = most;
    }

    void add(Mistake mistake) {
        kept.add(new Entry(mistake, arrivals++));
        if (kept.size() > most) {
            kept.remove();
        }
    }

    List<Mistake> surestFirst() {
        return kept.stream().sorted(SUREST_FIRST).map(Entry::mistake).toList();
    }
}

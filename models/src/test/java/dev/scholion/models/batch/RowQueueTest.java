package dev.scholion.models.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowQueueTest {
    private final RowQueue<String> queue =
            new RowQueue<>(new BatchBudget(3, 64), new LengthBuckets(new TreeSet<>(Set.of(8, 12, 16, 64)), true));

    @Test
    void givesTheOldestRowAndThenWhatPadsLeast() {
        queue.add("oldest", 10);
        queue.add("far too long", 40);
        queue.add("shorter", 7);
        queue.add("as long", 12);
        assertEquals(Optional.of(new Batch<>(List.of("oldest", "as long", "shorter"), 12)), queue.take());
        assertEquals(Optional.of(new Batch<>(List.of("far too long"), 64)), queue.take());
        assertEquals(Optional.empty(), queue.take());
    }

    @Test
    void leavesAShortRowRatherThanPadItToTwiceItsLength() {
        queue.add("long", 60);
        queue.add("short", 3);
        assertEquals(Optional.of(new Batch<>(List.of("long"), 64)), queue.take());
        assertEquals(Optional.of(new Batch<>(List.of("short"), 8)), queue.take());
    }

    @Test
    void givesOnlyRowsOfEqualLengthWherePaddingIsForbidden() {
        RowQueue<String> unpadded = new RowQueue<>(new BatchBudget(8, 64), LengthBuckets.unpadded(10));
        unpadded.add("ten", 10);
        unpadded.add("nine", 9);
        unpadded.add("ten again", 10);
        assertEquals(Optional.of(new Batch<>(List.of("ten", "ten again"), 10)), unpadded.take());
        assertEquals(Optional.of(new Batch<>(List.of("nine"), 9)), unpadded.take());
    }

    @Test
    void refusesABucketThatNoBatchCouldHold() {
        assertThrows(
                IllegalArgumentException.class, () -> new RowQueue<>(new BatchBudget(8, 63), LengthBuckets.only(64)));
        assertThrows(IllegalArgumentException.class, () -> queue.add("longer than any bucket", 65));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void losesDoublesAndStarvesNoRowWhateverTheSchedule(long seed) {
        Random random = new Random(seed);
        BatchBudget budget = new BatchBudget(1 + random.nextInt(16), 128);
        LengthBuckets lengths = random.nextBoolean() ? LengthBuckets.upTo(128) : LengthBuckets.unpadded(128);
        RowQueue<Integer> rows = new RowQueue<>(budget, lengths);
        List<Integer> lengthOf = new ArrayList<>();
        TreeSet<Integer> waiting = new TreeSet<>();
        for (int step = 0; step < 20_000; step++) {
            if (random.nextInt(5) > 0) {
                int length = 1 + (int) (127 * Math.pow(random.nextDouble(), 3));
                rows.add(lengthOf.size(), length);
                waiting.add(lengthOf.size());
                lengthOf.add(length);
            } else {
                Optional<Batch<Integer>> batch = rows.take();
                assertEquals(waiting.isEmpty(), batch.isEmpty());
                batch.ifPresent(taken -> {
                    assertTrue(taken.rows().contains(waiting.first()), "the oldest row is in every batch");
                    assertTrue(taken.rows().size() * taken.columns() <= budget.maxTokens());
                    for (int row : taken.rows()) {
                        assertTrue(waiting.remove(row), "row " + row + " waits and is taken once");
                        assertTrue(lengthOf.get(row) <= taken.columns());
                    }
                });
            }
            assertEquals(waiting.size(), rows.size());
        }
    }

    @Test
    void padsLittleWhenManyRowsWait() {
        Random random = new Random(11);
        RowQueue<Integer> rows = new RowQueue<>(new BatchBudget(32, 512), LengthBuckets.upTo(256));
        long real = 0;
        long padded = 0;
        for (int i = 0; i < 20_000; i++) {
            int length = (int) Math.min(200, Math.max(5, Math.exp(3.2 + 0.6 * random.nextGaussian())));
            rows.add(length, length);
            if (rows.size() >= 256) {
                Batch<Integer> batch = rows.take().orElseThrow();
                padded += (long) batch.rows().size() * batch.columns();
                real += batch.rows().stream().mapToInt(Integer::intValue).sum();
            }
        }
        double ratio = (double) padded / real;
        System.out.printf("padded to real tokens with 256 rows waiting: %.3f%n", ratio);
        assertTrue(ratio < 1.2, "padded to real tokens: " + ratio);
    }
}

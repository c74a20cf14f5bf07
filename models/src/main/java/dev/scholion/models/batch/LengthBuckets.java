package dev.scholion.models.batch;

import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The lengths that rows are padded to. Few shapes, so that an engine's memory settles and its plans can be kept.
 *
 * @param lengths in tokens; the last is the longest row there can be
 * @param mixed whether a row may stand in a longer bucket than its own
 */
public record LengthBuckets(NavigableSet<Integer> lengths, boolean mixed) {
    private static final int FINEST_STEP = 4;

    public LengthBuckets {
        lengths = new TreeSet<>(lengths);
        if (lengths.isEmpty() || lengths.first() < 1) {
            throw new IllegalArgumentException("buckets of " + lengths + " tokens");
        }
    }

    /**
     * Buckets that grow with the length, so that a row is padded by a sixteenth or so: every 4 tokens up to 64, every 8 up
     * to 128, and so on.
     */
    public static LengthBuckets upTo(int longest) {
        NavigableSet<Integer> lengths = new TreeSet<>();
        int step = FINEST_STEP;
        for (int length = step; length < longest; length += step) {
            lengths.add(length);
            if (length >= 16 * step) {
                step *= 2;
            }
        }
        lengths.add(longest);
        return new LengthBuckets(lengths, true);
    }

    /** A bucket for every length, for models whose answers padding would change. */
    public static LengthBuckets unpadded(int longest) {
        return new LengthBuckets(
                new TreeSet<>(IntStream.rangeClosed(1, longest).boxed().toList()), false);
    }

    /** One bucket, for graphs that were made for one length. */
    public static LengthBuckets only(int length) {
        return new LengthBuckets(new TreeSet<>(IntStream.of(length).boxed().toList()), true);
    }

    /** The longest row there can be. */
    public int longest() {
        return lengths.last();
    }

    /**
     * The shortest bucket whose rows may fill up a batch: at most a third of such a row would be padding, so that a short
     * row is rather the start of a batch of its own.
     */
    int shortestBeside(int columns) {
        return mixed ? (columns * 2 + 2) / 3 : columns;
    }
}

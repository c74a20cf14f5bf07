package dev.scholion.models.text;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The frames of texts that lately stood beside others: a hypothesis or a fixed question comes with every text, and need not
 * be tokenised with each. Thread-safe.
 */
final class RecentFrames {
    private static final int MOST_FRAMES = 256;

    /** A longer text beside another is the event's own, and hardly comes again. */
    private static final int LONGEST_TEXT = 1_000;

    /** Least lately used first. Guarded by this. */
    private final Map<Reading, RowFrame> frames = new LinkedHashMap<>(16, 0.75f, true);

    RowFrame of(Reading reading, Function<Reading, RowFrame> making) {
        synchronized (this) {
            RowFrame known = frames.get(reading);
            if (known != null) {
                return known;
            }
        }
        RowFrame made = making.apply(reading);
        if (reading.beside().orElse("").length() <= LONGEST_TEXT) {
            keep(reading, made);
        }
        return made;
    }

    private synchronized void keep(Reading reading, RowFrame made) {
        frames.put(reading, made);
        if (frames.size() > MOST_FRAMES) {
            frames.remove(frames.keySet().iterator().next());
        }
    }
}

package dev.scholion.models.tensorrt;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Recorded work of one lane, by the shape of the batch. A shape that came once is only remembered; at its second time it is
 * worth recording. What was not used for the longest time is dropped.
 *
 * <p>Each record has a context of its own: TensorRT's guide calls it undefined to launch a record after its context was changed.
 */
final class LaunchGraphs implements AutoCloseable {
    /** Of records; each keeps a context and a graph on the device, some megabytes. */
    private static final int MOST = 32;

    /** Of shapes that came once. */
    private static final int MOST_SEEN = 256;

    /**
     * Recorded work.
     *
     * @param launchable handle of the device
     * @param outputs shapes of the outputs
     */
    record Recorded(long launchable, ExecutionContext context, List<List<Long>> outputs) {}

    private final Map<BatchShape, Recorded> recorded = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<BatchShape, Boolean> seen = new LinkedHashMap<>(16, 0.75f, true);
    private final LongConsumer destroy;
    private boolean enabled;

    /** @param destroy frees a launchable */
    LaunchGraphs(boolean enabled, LongConsumer destroy) {
        this.enabled = enabled;
        this.destroy = destroy;
    }

    Optional<Recorded> find(BatchShape shape) {
        return Optional.ofNullable(recorded.get(shape));
    }

    /** Whether a shape that just ran should be recorded now. */
    boolean wants(BatchShape shape) {
        if (!enabled || recorded.containsKey(shape)) {
            return false;
        }
        boolean again = seen.put(shape, true) != null;
        dropEldest(seen, MOST_SEEN);
        return again;
    }

    private static <V> List<V> dropEldest(Map<BatchShape, V> map, int most) {
        List<V> dropped = new ArrayList<>();
        Iterator<V> eldest = map.values().iterator();
        while (map.size() > most) {
            dropped.add(eldest.next());
            eldest.remove();
        }
        return dropped;
    }

    /** Takes it over. */
    void put(BatchShape shape, Recorded work) {
        recorded.put(shape, work);
        dropEldest(recorded, MOST).forEach(this::free);
    }

    /** Records nothing any more, because it cannot be done. */
    void disable() {
        enabled = false;
        close();
    }

    private void free(Recorded work) {
        destroy.accept(work.launchable());
        work.context().close();
    }

    /** Drops all, for example because memory moved that they use. */
    @Override
    public void close() {
        recorded.values().forEach(this::free);
        recorded.clear();
    }
}

package dev.scholion.models.wordpiece;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** What code points become: one or several others. Immutable. */
final class CharacterMap {
    private final int[] keys;
    private final int[][] values;

    /** @param entries in hex, for example {@code 41-5a=61 130=69,307}; a range's values run along with it */
    CharacterMap(Iterable<String> entries) {
        Map<Integer, int[]> all = new TreeMap<>();
        for (String entry : entries) {
            int equals = entry.indexOf('=');
            int dash = entry.lastIndexOf('-', equals);
            int first = Integer.parseInt(entry.substring(0, dash < 0 ? equals : dash), 16);
            int last = dash < 0 ? first : Integer.parseInt(entry.substring(dash + 1, equals), 16);
            int[] to = Arrays.stream(entry.substring(equals + 1).split(","))
                    .mapToInt(hex -> Integer.parseInt(hex, 16))
                    .toArray();
            for (int key = first; key <= last; key++) {
                int distance = key - first;
                all.put(key, Arrays.stream(to).map(value -> value + distance).toArray());
            }
        }
        this.keys = all.keySet().stream().mapToInt(Integer::intValue).toArray();
        this.values = all.values().toArray(int[][]::new);
    }

    /** What a code point becomes; nothing if it stays. Not to be changed. */
    int @Nullable [] of(int character) {
        int found = Arrays.binarySearch(keys, character);
        return found < 0 ? null : values[found];
    }

    void forEachKey(IntConsumer action) {
        Arrays.stream(keys).forEach(action);
    }
}

package dev.scholion.models.wordpiece;

import java.util.BitSet;
import java.util.function.IntConsumer;

/** A set of code points. Immutable. */
final class CharacterSet {
    private final BitSet members = new BitSet();

    /** @param ranges in hex, for example {@code 41 61-7a} */
    CharacterSet(Iterable<String> ranges) {
        for (String range : ranges) {
            int dash = range.indexOf('-');
            int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash), 16);
            int last = dash < 0 ? first : Integer.parseInt(range.substring(dash + 1), 16);
            members.set(first, last + 1);
        }
    }

    boolean has(int character) {
        return members.get(character);
    }

    void forEach(IntConsumer action) {
        members.stream().forEach(action);
    }
}

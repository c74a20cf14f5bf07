package dev.scholion.benchmarks;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Arguments of a program, each as {@code name=value}. */
public final class NamedValues {
    private NamedValues() {}

    /**
     * The values by name, the usual ones where an argument says nothing.
     *
     * @throws IllegalArgumentException if an argument names none of the usual ones
     */
    public static Map<String, String> parse(Map<String, String> usual, String... arguments) {
        Map<String, String> values = new HashMap<>(usual);
        for (String argument : arguments) {
            int sign = argument.indexOf('=');
            if (sign < 0 || !usual.containsKey(argument.substring(0, sign))) {
                Set<String> known = new TreeSet<>(usual.keySet());
                throw new IllegalArgumentException(
                        "'%s' is no name=value with a name of %s".formatted(argument, known));
            }
            values.put(argument.substring(0, sign), argument.substring(sign + 1));
        }
        return values;
    }
}

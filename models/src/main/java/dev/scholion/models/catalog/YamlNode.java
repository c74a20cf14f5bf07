package dev.scholion.models.catalog;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A mapping in a YAML file, read by key; mistakes are reported with the file and the place.
 *
 * @param place for example {@code tasks[1]}; empty for the file itself
 */
record YamlNode(Path file, String place, Map<?, ?> values) {
    static YamlNode of(Path file, String place, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new YamlNode(file, place, map);
        }
        throw new ModelPackageException(
                "%s: %s is '%s', expected a mapping".formatted(file, place.isEmpty() ? "the content" : place, value));
    }

    void allowOnly(Set<String> keys) {
        for (Object key : values.keySet()) {
            if (!keys.contains(String.valueOf(key))) {
                throw problem(String.valueOf(key), "is unknown, expected one of " + new TreeSet<>(keys));
            }
        }
    }

    String text(String key) {
        return optionalText(key).orElseThrow(() -> problem(key, "is missing"));
    }

    Optional<String> optionalText(String key) {
        Object value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return Optional.of(value.toString());
        }
        throw problem(key, "is '%s', expected a text".formatted(value));
    }

    boolean has(String key) {
        return values.get(key) != null;
    }

    /** A list of texts, or one text alone. */
    List<String> textOrTexts(String key) {
        return values.get(key) instanceof List<?> ? texts(key) : List.of(text(key));
    }

    boolean flag(String key, boolean otherwise) {
        Object value = values.get(key);
        if (value == null || value instanceof Boolean) {
            return value == null ? otherwise : (Boolean) value;
        }
        throw problem(key, "is '%s', expected true or false".formatted(value));
    }

    /** @throws ModelPackageException if there is a value, and it is no whole number within the bounds, both included */
    Optional<Integer> integer(String key, int least, int most) {
        Object value = values.get(key);
        if (value == null || (value instanceof Integer number && number >= least && number <= most)) {
            return Optional.ofNullable((Integer) value);
        }
        throw problem(key, "is '%s', expected a whole number from %d to %d".formatted(value, least, most));
    }

    /** The value, if it is a number, whole or not. */
    Optional<Double> number(String key) {
        return values.get(key) instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
    }

    <E extends Enum<E>> E choice(String key, Class<E> type) {
        return choice(key, type, text(key));
    }

    <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        return optionalText(key).map(name -> choice(key, type, name)).orElse(otherwise);
    }

    private <E extends Enum<E>> E choice(String key, Class<E> type, String name) {
        List<E> all = List.of(type.getEnumConstants());
        return all.stream()
                .filter(choice -> spelled(choice).equals(name))
                .findFirst()
                .orElseThrow(() -> problem(
                        key,
                        "is '%s', expected one of %s"
                                .formatted(
                                        name,
                                        all.stream().map(YamlNode::spelled).toList())));
    }

    private static String spelled(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    List<String> texts(String key) {
        return list(key).stream().map(String::valueOf).toList();
    }

    List<YamlNode> nodes(String key) {
        List<?> list = list(key);
        return IntStream.range(0, list.size())
                .mapToObj(i -> of(file, at(key) + "[" + i + "]", list.get(i)))
                .toList();
    }

    private List<?> list(String key) {
        if (values.get(key) instanceof List<?> list && !list.isEmpty()) {
            return list;
        }
        throw problem(key, "is '%s', expected a list with at least one entry".formatted(values.get(key)));
    }

    ModelPackageException problem(String key, String what) {
        return new ModelPackageException("%s: %s %s".formatted(file, at(key), what));
    }

    private String at(String key) {
        return place.isEmpty() ? key : place + "." + key;
    }
}

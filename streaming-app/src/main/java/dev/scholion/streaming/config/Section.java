package dev.scholion.streaming.config;

import dev.scholion.streaming.config.ConfigurationException.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a pipeline file, read key by key. A mistake is noted and a stand-in returned, so that reading goes on
 * and all mistakes are told at once. An environment variable named after the key overrides it. Not thread-safe.
 */
final class Section {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

    private final String path;
    private final Map<?, ?> values;
    private final Placeholders placeholders;
    private final List<Problem> problems;
    private final Set<String> known = new LinkedHashSet<>();

    Section(String path, Map<?, ?> values, Placeholders placeholders, List<Problem> problems) {
        this.path = path;
        this.values = values;
        this.placeholders = placeholders;
        this.problems = problems;
    }

    /** The mapping below a key; empty if absent. */
    Section section(String key) {
        known.add(key);
        Object value = values.get(key);
        if (value != null && !(value instanceof Map)) {
            report(key, "is a section, with keys of its own, not " + shown(value));
        }
        return new Section(at(key), value instanceof Map<?, ?> map ? map : Map.of(), placeholders, problems);
    }

    /** The mappings of a list, in its order; their paths count from 0. No variable overrides them. */
    List<Section> list(String key) {
        known.add(key);
        Object value = values.get(key);
        List<Section> sections = new ArrayList<>();
        if (!(value instanceof List<?> items)) {
            report(key, "is a list of sections, not " + shown(String.valueOf(value)));
            return sections;
        }
        for (Object item : items) {
            String place = key + "[" + sections.size() + "]";
            if (!(item instanceof Map)) {
                report(place, "is a section, with keys of its own, not " + shown(String.valueOf(item)));
            }
            sections.add(
                    new Section(at(place), item instanceof Map<?, ?> map ? map : Map.of(), placeholders, problems));
        }
        return sections;
    }

    /** The mappings below a key by their names, which are the user's own, in the order of the file. */
    Map<String, Section> sections(String key) {
        Section all = section(key);
        Map<String, Section> sections = new LinkedHashMap<>();
        for (Object name : all.values.keySet()) {
            sections.put(String.valueOf(name), all.section(String.valueOf(name)));
        }
        return sections;
    }

    /** Where this stands in the file, for example {@code kafka}. */
    String path() {
        return path;
    }

    /** Whether anything stands at a key, or a variable overrides it. */
    boolean has(String key) {
        return override(key) != null || values.containsKey(key);
    }

    String text(String key) {
        String value = optionalText(key);
        if (value == null) {
            report(key, "is missing");
            return "";
        }
        return value;
    }

    String text(String key, String usual) {
        String value = optionalText(key);
        return value == null ? usual : value;
    }

    @Nullable
    String optionalText(String key) {
        Object value = scalar(key);
        return value == null ? null : resolved(key, value.toString());
    }

    int integer(String key, int usual, int least, int most) {
        Object value = scalar(key);
        if (value == null) {
            return usual;
        }
        try {
            long number = Long.parseLong(resolved(key, value.toString()));
            if (number >= least && number <= most) {
                return (int) number;
            }
            report(key, number + " is not between " + least + " and " + most);
        } catch (NumberFormatException e) {
            report(key, shown(value) + " is not a whole number");
        }
        return usual;
    }

    @Nullable
    Integer optionalInteger(String key, int least, int most) {
        return scalar(key) == null ? null : Integer.valueOf(integer(key, least, least, most));
    }

    /** A plain number; its fraction after a point. */
    @Nullable
    Float optionalDecimal(String key) {
        String value = optionalText(key);
        if (value == null) {
            return null;
        }
        try {
            float number = Float.parseFloat(value);
            if (Float.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        report(key, shown(value) + " is not a number such as 0.75");
        return null;
    }

    boolean flag(String key, boolean usual) {
        return choice(key, usual, List.of("true", "false"), Boolean::valueOf);
    }

    <E extends Enum<E>> E choice(String key, E usual, Class<E> type) {
        E value = optionalChoice(key, type);
        return value == null ? usual : value;
    }

    <E extends Enum<E>> @Nullable E optionalChoice(String key, Class<E> type) {
        List<String> names =
                Arrays.stream(type.getEnumConstants()).map(Section::spelled).toList();
        return choice(
                        key,
                        Optional.<E>empty(),
                        names,
                        name -> Optional.of(
                                Enum.valueOf(type, name.toUpperCase(Locale.ROOT).replace('-', '_'))))
                .orElse(null);
    }

    <T> T choice(String key, T usual, List<String> names, Function<String, T> parse) {
        String value = optionalText(key);
        if (value == null) {
            return usual;
        }
        if (!names.contains(value)) {
            report(key, shown(value) + " is none of " + String.join(", ", names));
            return usual;
        }
        return parse.apply(value);
    }

    Duration duration(String key, Duration usual) {
        String value = optionalText(key);
        if (value == null) {
            return usual;
        }
        var matcher = DURATION.matcher(value);
        if (!matcher.matches()) {
            report(key, shown(value) + " is not a duration such as 500ms, 10s, 15m or 2h");
            return usual;
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    @Nullable
    Instant instant(String key) {
        String value = optionalText(key);
        if (value == null) {
            return null;
        }
        try {
            return Instant.parse(value);
        } catch (DateTimeParseException e) {
            report(key, shown(value) + " is not a time such as 2026-01-31T08:00:00Z");
            return null;
        }
    }

    /** A list of texts, or one text that stands for a list of one. An override separates its items by commas. */
    List<String> texts(String key) {
        Object value = override(key);
        if (value instanceof String overriding) {
            return Arrays.stream(overriding.split(",", -1)).map(String::strip).toList();
        }
        value = values.get(key);
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(item -> resolved(key, String.valueOf(item)))
                    .toList();
        }
        return value == null ? List.of() : List.of(text(key));
    }

    /** A mapping of names that are the user's own to texts. */
    Map<String, String> properties(String key) {
        known.add(key);
        Object value = values.get(key);
        Map<String, String> properties = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, item) -> {
                if (item instanceof Map || item instanceof List || item == null) {
                    report(key + "." + name, "is a text, a number or a truth value");
                } else {
                    properties.put(String.valueOf(name), resolved(key + "." + name, item.toString()));
                }
            });
        } else if (value != null) {
            report(key, "is a section of names and values, not " + shown(value));
        }
        return properties;
    }

    void report(String key, String message) {
        problems.add(new Problem(at(key), message));
    }

    /** Reports the keys that nobody asked for. Call it last. */
    void rejectUnknownKeys() {
        for (Object key : values.keySet()) {
            if (!known.contains(String.valueOf(key))) {
                report(String.valueOf(key), "is unknown; known here: " + String.join(", ", known));
            }
        }
    }

    static String spelled(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private @Nullable Object scalar(String key) {
        Object value = override(key);
        if (value == null) {
            value = values.get(key);
        }
        if (value instanceof Map || value instanceof List) {
            report(key, "is one value, not " + shown(value));
            return null;
        }
        return value;
    }

    private @Nullable String override(String key) {
        known.add(key);
        return placeholders.override(at(key));
    }

    private String resolved(String key, String value) {
        return placeholders.resolve(value, problem -> report(key, problem));
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String shown(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.keySet().stream().map(String::valueOf).collect(Collectors.joining(", ", "{", "}"));
        }
        String text = String.valueOf(value);
        return "'" + (text.length() <= 60 ? text : text.substring(0, 60) + "…") + "'";
    }
}

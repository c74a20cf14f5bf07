package dev.scholion.streaming.input;

import dev.scholion.streaming.config.InputConfig.FieldPaths;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which fields are looked for at one level of an event, and by which names. A path's dots go down into nested records;
 * a name that itself has dots is found too.
 */
final class WantedFields {
    /** The parts of an event. */
    enum Part {
        TEXT,
        ID,
        LANGUAGE,
        EVENT_TIME
    }

    private final Map<Part, String> paths;

    private WantedFields(Map<Part, String> paths) {
        this.paths = paths;
    }

    static WantedFields of(FieldPaths fields) {
        Map<Part, String> paths = new EnumMap<>(Part.class);
        put(paths, Part.TEXT, fields.text());
        put(paths, Part.ID, fields.id());
        put(paths, Part.LANGUAGE, fields.language());
        put(paths, Part.EVENT_TIME, fields.eventTime());
        return new WantedFields(paths);
    }

    private static void put(Map<Part, String> paths, Part part, @Nullable String path) {
        if (path != null) {
            paths.put(part, path);
        }
    }

    /** The parts that a field of this name is. */
    Set<Part> named(String name) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        paths.forEach((part, path) -> {
            if (path.equals(name)) {
                parts.add(part);
            }
        });
        return parts;
    }

    /** What is looked for inside a field of this name. */
    WantedFields inside(String name) {
        Map<Part, String> rest = new EnumMap<>(Part.class);
        paths.forEach((part, path) -> {
            if (path.length() > name.length() && path.charAt(name.length()) == '.' && path.startsWith(name)) {
                rest.put(part, path.substring(name.length() + 1));
            }
        });
        return new WantedFields(rest);
    }

    boolean isEmpty() {
        return paths.isEmpty();
    }

    /** The path from here, for messages. */
    String path(Part part) {
        return paths.getOrDefault(part, "");
    }
}

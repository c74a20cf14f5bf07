package dev.scholion.streaming.input;

import dev.scholion.streaming.config.InputConfig.FieldPaths;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which fields are looked for at one level of an event, and by which names. A path's dots go down into nested records;
 * a name that itself has dots is found too.
 */
final class WantedFields {
    /** What a part of an event is. */
    enum Role {
        TEXT,
        ID,
        LANGUAGE,
        EVENT_TIME,
        /** A further text, for example a question. */
        FURTHER
    }

    /**
     * A part of an event.
     *
     * @param path from the top of the event
     */
    record Part(Role role, String path) {}

    /** What is left of each part's path from here. */
    private final Map<Part, String> paths;

    private WantedFields(Map<Part, String> paths) {
        this.paths = paths;
    }

    /** @param further paths of further texts */
    static WantedFields of(FieldPaths fields, List<String> further) {
        Map<Part, String> paths = new LinkedHashMap<>();
        put(paths, Role.TEXT, fields.text());
        put(paths, Role.ID, fields.id());
        put(paths, Role.LANGUAGE, fields.language());
        put(paths, Role.EVENT_TIME, fields.eventTime());
        further.forEach(path -> put(paths, Role.FURTHER, path));
        return new WantedFields(paths);
    }

    private static void put(Map<Part, String> paths, Role role, @Nullable String path) {
        if (path != null) {
            paths.put(new Part(role, path), path);
        }
    }

    /** The parts that a field of this name is. */
    Set<Part> named(String name) {
        Set<Part> parts = new LinkedHashSet<>();
        paths.forEach((part, path) -> {
            if (path.equals(name)) {
                parts.add(part);
            }
        });
        return parts;
    }

    /** What is looked for inside a field of this name. */
    WantedFields inside(String name) {
        Map<Part, String> rest = new LinkedHashMap<>();
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

    /** Where the text is, for messages. */
    String textPath() {
        return paths.keySet().stream()
                .filter(part -> part.role() == Role.TEXT)
                .map(Part::path)
                .findFirst()
                .orElse("");
    }
}

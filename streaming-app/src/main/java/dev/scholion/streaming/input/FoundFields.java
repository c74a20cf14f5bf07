package dev.scholion.streaming.input;

import dev.scholion.streaming.input.WantedFields.Part;
import dev.scholion.streaming.input.WantedFields.Role;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects the parts of one event as a decoder comes upon them.
 *
 * <p>The text must be there. The id is the event's identity, so one that is there must be usable. A language or a time
 * is an ornament: one that cannot be used counts as absent. So does a further text that is not a string; whether it is
 * needed, the tasks know.
 */
final class FoundFields {
    private static final int LONGEST_ID = 1_000;
    private static final int LONGEST_ORNAMENT = 100;

    private final WantedFields wanted;
    private final Set<Part> seen = new HashSet<>();
    private @Nullable String text;
    private @Nullable String id;
    private @Nullable String language;
    private @Nullable Long eventTime;
    private final Map<String, String> further = new LinkedHashMap<>();

    FoundFields(WantedFields wanted) {
        this.wanted = wanted;
    }

    void string(Set<Part> parts, String value) throws RejectedEventException {
        for (Part part : parts) {
            once(part);
            switch (part.role()) {
                case TEXT -> text = value;
                case ID -> id = id(value);
                case LANGUAGE -> language = ornament(value) ? value : null;
                case EVENT_TIME -> eventTime = ornament(value) ? instant(value) : null;
                case FURTHER -> further.put(part.path(), value);
            }
        }
    }

    /**
     * An integer, which may be an id or a time.
     *
     * @param millis the value as milliseconds since the epoch, or null if it is no time
     */
    void integer(Set<Part> parts, String digits, @Nullable Long millis) throws RejectedEventException {
        for (Part part : parts) {
            once(part);
            switch (part.role()) {
                case ID -> id = id(digits);
                case EVENT_TIME -> eventTime = millis;
                case TEXT, LANGUAGE, FURTHER -> {}
            }
        }
    }

    void nothing(Set<Part> parts) throws RejectedEventException {
        for (Part part : parts) {
            once(part);
        }
    }

    /** A value that is neither a string, an integer nor null. */
    void other(Set<Part> parts) throws RejectedEventException {
        nothing(parts);
        for (Part part : parts) {
            if (part.role() == Role.ID) {
                throw malformed("the id '%s' is neither a string nor an integer".formatted(part.path()));
            }
        }
    }

    EventFields fields() throws RejectedEventException {
        if (text == null) {
            throw new RejectedEventException(
                    Stage.DECODE,
                    Reason.MISSING_TEXT,
                    "the field '%s' is %s"
                            .formatted(
                                    wanted.textPath(),
                                    seen.stream().anyMatch(part -> part.role() == Role.TEXT)
                                            ? "null or not a string"
                                            : "absent"));
        }
        return new EventFields(text, id, language, eventTime, further);
    }

    /** A field that is there twice would be one text to one reader and another to the next. */
    private void once(Part part) throws RejectedEventException {
        if (!seen.add(part)) {
            throw malformed("the field '%s' is there twice".formatted(part.path()));
        }
    }

    private static String id(String value) throws RejectedEventException {
        if (value.length() > LONGEST_ID) {
            throw malformed("the id has %d characters, the limit is %d".formatted(value.length(), LONGEST_ID));
        }
        if (UnicodeText.firstHalfPair(value) >= 0) {
            throw new RejectedEventException(Stage.DECODE, Reason.INVALID_UNICODE, "the id has half a surrogate pair");
        }
        return value;
    }

    private static boolean ornament(String value) {
        return !value.isEmpty() && value.length() <= LONGEST_ORNAMENT && UnicodeText.firstHalfPair(value) < 0;
    }

    private static @Nullable Long instant(String iso8601) {
        try {
            return OffsetDateTime.parse(iso8601).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    private static RejectedEventException malformed(String message) {
        return new RejectedEventException(Stage.DECODE, Reason.MALFORMED, message);
    }
}

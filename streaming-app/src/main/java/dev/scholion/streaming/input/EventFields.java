package dev.scholion.streaming.input;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a value says of itself. Nothing but its type has been checked.
 *
 * @param eventTime milliseconds since the epoch
 * @param further texts by the path of their field; one that is absent, null or not a string is not among them
 */
record EventFields(
        String text,
        @Nullable String id,
        @Nullable String language,
        @Nullable Long eventTime,
        Map<String, String> further) {}

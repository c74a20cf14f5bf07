package dev.scholion.streaming.input;

import org.jspecify.annotations.Nullable;

/**
 * What a value says of itself. Nothing but its type has been checked.
 *
 * @param eventTime milliseconds since the epoch
 */
record EventFields(
        String text,
        @Nullable String id,
        @Nullable String language,
        @Nullable Long eventTime) {}

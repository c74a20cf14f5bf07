package dev.scholion.streaming.input;

import java.util.Locale;

/** Where on its way an event was rejected. */
public enum Stage {
    DECODE,
    GUARD,
    ROUTE,
    TOKENIZE,
    INFER,
    ENCODE;

    /** As it stands in a reject record, for example {@code decode}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

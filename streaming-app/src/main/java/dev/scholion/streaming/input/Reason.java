package dev.scholion.streaming.input;

import java.util.Locale;

/** Why an event was rejected: a closed list that consumers may count on. */
public enum Reason {
    /** No value, where the pipeline rejects tombstones. */
    NULL_VALUE,
    /** Bytes that are not in the pipeline's format. */
    MALFORMED,
    /** Bytes that are not UTF-8, or text with half a surrogate pair. */
    INVALID_UNICODE,
    /** A schema id that the registry does not know, or whose schema cannot be read. */
    UNKNOWN_SCHEMA,
    /** The text's field is absent, null or not a string. */
    MISSING_TEXT,
    /** A further text that a task needs, for example a question, is absent, null, blank or not a string. */
    MISSING_FIELD,
    /** Nothing but white space, as Unicode's property of that name says. */
    BLANK_TEXT,
    /** Longer than the pipeline's limit. */
    TEXT_TOO_LONG,
    /** Nested deeper, or holding more, than the decoder allows. */
    TOO_COMPLEX,
    /** No model of the pipeline reads the text's language. */
    NO_MODEL_FOR_LANGUAGE,
    /** The tokenizer cannot take the text. */
    NOT_TOKENIZABLE,
    /** The engine refused this text while it took its neighbours. */
    ENGINE_REFUSED,
    /** A score that is not a number. */
    INVALID_SCORE,
    /** A result larger than the pipeline's limit for a record. */
    RESULT_TOO_LARGE;

    /** As it stands in a reject record, for example {@code blank_text}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

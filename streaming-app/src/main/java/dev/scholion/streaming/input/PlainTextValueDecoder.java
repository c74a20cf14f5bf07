package dev.scholion.streaming.input;

import java.util.Map;

/** The value is the text, in UTF-8. A byte order mark is a part of it, so that offsets count what was sent. */
final class PlainTextValueDecoder implements ValueDecoder {
    @Override
    public EventFields decode(byte[] value) throws RejectedEventException {
        return new EventFields(UnicodeText.decode(value, 0, value.length, "the value"), null, null, null, Map.of());
    }
}

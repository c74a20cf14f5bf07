package dev.scholion.streaming.input;

/** Reads the fields of an event from a record's value, in one format. */
interface ValueDecoder {
    /** @throws RejectedEventException if the value is not in the format, asks for too much, or has no text */
    EventFields decode(byte[] value) throws RejectedEventException;
}

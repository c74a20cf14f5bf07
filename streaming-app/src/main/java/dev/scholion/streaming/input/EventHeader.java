package dev.scholion.streaming.input;

import org.jspecify.annotations.Nullable;

/** One header of a Kafka record. The array belongs to whoever made the record; nobody writes to it. */
@SuppressWarnings("ArrayRecordComponent") // carried through untouched, never compared
public record EventHeader(String name, byte @Nullable [] value) {}

package dev.scholion.streaming.cli.demo;

import dev.scholion.streaming.input.Reason;
import java.util.Optional;

/**
 * An event of the demo, and what should become of it. Nobody writes to its array.
 *
 * @param id as its value says, also where that cannot be read
 * @param rejection why it should be rejected, or empty if it should be annotated
 */
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
public record DemoEvent(String id, String key, byte[] value, Optional<Reason> rejection) {}

package dev.scholion.streaming.output;

import dev.scholion.events.Header;
import dev.scholion.events.RejectedText;
import dev.scholion.streaming.input.KafkaEvent;
import dev.scholion.streaming.input.RejectedEventException;
import dev.scholion.streaming.input.TextEvent;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A rejected event as a record of the contract. */
record RejectRecord(Provenance provenance, @Nullable TextEvent text, RejectedEventException rejection) {
    private static final int LONGEST_MESSAGE = 500;

    /** @param excerpt as much of the event as the record is to hold */
    RejectedText with(Excerpt excerpt) {
        KafkaEvent event = provenance.event();
        return new RejectedText(
                text == null ? event.position() : text.id(),
                provenance.source(),
                provenance.model(),
                rejection.stage().wireName(),
                rejection.reason().wireName(),
                message(),
                excerpt.text(),
                buffer(excerpt.key()),
                buffer(excerpt.value()),
                length(event.key()),
                length(event.value()),
                excerpt.headers().stream()
                        .map(header -> new Header(header.name(), buffer(header.value())))
                        .toList(),
                event.headers().size(),
                provenance.processedAt());
    }

    private String message() {
        String message = String.valueOf(rejection.getMessage());
        if (message.length() <= LONGEST_MESSAGE) {
            return message;
        }
        int end =
                Character.isHighSurrogate(message.charAt(LONGEST_MESSAGE - 1)) ? LONGEST_MESSAGE - 1 : LONGEST_MESSAGE;
        return message.substring(0, end);
    }

    private static @Nullable ByteBuffer buffer(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }

    private static @Nullable Integer length(byte @Nullable [] bytes) {
        return bytes == null ? null : bytes.length;
    }
}

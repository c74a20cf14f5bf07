package dev.scholion.streaming.output;

import dev.scholion.events.Model;
import dev.scholion.events.Source;
import dev.scholion.models.ModelIdentity;
import dev.scholion.streaming.input.KafkaEvent;
import dev.scholion.streaming.input.TextEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What every record about an event says of where it came from.
 *
 * @param identity of all models together
 * @param processedAt when the record is made
 */
record Provenance(KafkaEvent event, ModelIdentity identity, Instant processedAt) {
    private static final Instant FIRST_YEAR = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST_YEAR = Instant.parse("9999-12-31T23:59:59.999Z");

    Source source() {
        return new Source(event.topic(), event.partition(), event.offset(), event.timestamp());
    }

    Model model() {
        return model(identity);
    }

    static Model model(ModelIdentity identity) {
        return new Model(
                identity.name(), identity.version(), identity.digest(), identity.engine(), identity.precision());
    }

    /** Null too for a time that dates of other languages cannot hold: their readers would fail on the whole record. */
    static @Nullable Instant eventTime(TextEvent text) {
        if (text.eventTime() == null) {
            return null;
        }
        Instant time = Instant.ofEpochMilli(text.eventTime());
        return time.isBefore(FIRST_YEAR) || time.isAfter(LAST_YEAR) ? null : time;
    }
}

package dev.scholion.streaming.input;

import dev.scholion.schemas.registry.SchemaRegistry;
import dev.scholion.streaming.config.InputConfig;
import java.time.InstantSource;

/** Reads events. One thread uses a decoder at a time. */
public interface EventDecoder {
    /**
     * The event's text, checked, and what belongs to it.
     *
     * @throws RejectedEventException if the event is at fault
     * @throws dev.scholion.schemas.registry.RegistryException if the registry is at fault: it says nothing about the
     *     event, which must be tried again
     */
    TextEvent decode(KafkaEvent event) throws RejectedEventException;

    /** @param registry asked about Avro only, and only for schemas not seen before */
    static EventDecoder of(InputConfig input, SchemaRegistry registry) {
        ValueDecoder values =
                switch (input.format()) {
                    case AVRO ->
                        new AvroValueDecoder(
                                new WriterSchemas(registry, WantedFields.of(input.fields()), InstantSource.system()));
                    case JSON -> new JsonValueDecoder(WantedFields.of(input.fields()));
                    case TEXT -> new PlainTextValueDecoder();
                };
        return new GuardedEventDecoder(values, new TextGuard(input.maxTextCharacters()));
    }
}

package dev.scholion.streaming.input;

import dev.scholion.schemas.registry.SchemaRegistry;
import dev.scholion.streaming.config.InputConfig;
import java.time.InstantSource;
import java.util.List;

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

    /**
     * @param further paths of texts that are read beside the text, where an event has them
     * @param registry asked about Avro only, and only for schemas not seen before
     */
    static EventDecoder of(InputConfig input, List<String> further, SchemaRegistry registry) {
        WantedFields wanted = WantedFields.of(input.fields(), further);
        ValueDecoder values =
                switch (input.format()) {
                    case AVRO -> new AvroValueDecoder(new WriterSchemas(registry, wanted, InstantSource.system()));
                    case JSON -> new JsonValueDecoder(wanted);
                    case TEXT -> new PlainTextValueDecoder();
                };
        return new GuardedEventDecoder(values, new TextGuard(input.maxTextCharacters()));
    }
}

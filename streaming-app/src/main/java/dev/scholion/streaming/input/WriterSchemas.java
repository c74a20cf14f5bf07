package dev.scholion.streaming.input;

import dev.scholion.schemas.registry.RegistryException;
import dev.scholion.schemas.registry.RegistryException.Kind;
import dev.scholion.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * The plans for the schemas that events were written with. A schema that the registry knows is asked for once; one that
 * it does not know is asked for again after a while, so that a flood of such events does not become a flood of requests.
 */
final class WriterSchemas {
    private static final Duration FORGET_UNKNOWN_AFTER = Duration.ofSeconds(10);
    private static final int MOST_UNKNOWN = 1_000;

    private record Unknown(String message, Instant until) {}

    private final SchemaRegistry registry;
    private final WantedFields wanted;
    private final InstantSource clock;
    private final Map<Integer, AvroPlan> plans = new HashMap<>();

    private final Map<Integer, Unknown> unknown = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Unknown> eldest) {
            return size() > MOST_UNKNOWN;
        }
    };

    WriterSchemas(SchemaRegistry registry, WantedFields wanted, InstantSource clock) {
        this.registry = registry;
        this.wanted = wanted;
        this.clock = clock;
    }

    WantedFields wanted() {
        return wanted;
    }

    /** @throws RegistryException if the registry gave no answer: this says nothing about the event */
    AvroPlan plan(int id) throws RejectedEventException {
        AvroPlan known = plans.get(id);
        if (known == null) {
            known = AvroPlan.of(schema(id), Set.of(), wanted, 0);
            plans.put(id, known);
        }
        if (!known.givesText()) {
            throw new RejectedEventException(
                    Stage.DECODE,
                    Reason.MISSING_TEXT,
                    "schema %d has no string field '%s'".formatted(id, wanted.textPath()));
        }
        return known;
    }

    private Schema schema(int id) throws RejectedEventException {
        Unknown remembered = unknown.get(id);
        if (remembered != null && clock.instant().isBefore(remembered.until())) {
            throw new RejectedEventException(Stage.DECODE, Reason.UNKNOWN_SCHEMA, remembered.message());
        }
        try {
            Schema schema = registry.schema(id);
            unknown.remove(id);
            return schema;
        } catch (RegistryException e) {
            if (e.kind() != Kind.NOT_FOUND && e.kind() != Kind.UNREADABLE) {
                throw e;
            }
            String message = e.kind() == Kind.NOT_FOUND
                    ? "the registry knows no schema %d".formatted(id)
                    : "schema %d is not Avro that can be read".formatted(id);
            unknown.put(id, new Unknown(message, clock.instant().plus(FORGET_UNKNOWN_AFTER)));
            throw new RejectedEventException(Stage.DECODE, Reason.UNKNOWN_SCHEMA, message);
        }
    }
}

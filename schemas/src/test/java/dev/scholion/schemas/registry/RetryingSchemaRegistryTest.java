package dev.scholion.schemas.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.schemas.registry.RegistryException.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class RetryingSchemaRegistryTest {
    private static final Schema SCHEMA = Schema.create(Schema.Type.STRING);

    private final List<Duration> pauses = new ArrayList<>();

    @Test
    void asksAgainWhileTheRegistryIsUnavailable() {
        assertSame(SCHEMA, patient(Kind.UNAVAILABLE, Kind.UNAVAILABLE).schema(1));
        assertEquals(List.of(Duration.ofMillis(10), Duration.ofMillis(20)), pauses);
    }

    @Test
    void givesUpAfterTheLastTry() {
        SchemaRegistry registry = patient(Kind.UNAVAILABLE, Kind.UNAVAILABLE, Kind.UNAVAILABLE);
        RegistryException failure = assertThrows(RegistryException.class, () -> registry.schema(1));
        assertEquals(Kind.UNAVAILABLE, failure.kind());
        assertEquals(2, pauses.size());
    }

    @Test
    void takesAnAnswerForAnAnswer() {
        for (Kind kind : Kind.values()) {
            if (kind != Kind.UNAVAILABLE) {
                SchemaRegistry registry = patient(kind);
                assertEquals(
                        kind,
                        assertThrows(RegistryException.class, () -> registry.schema(1))
                                .kind());
            }
        }
        assertTrue(pauses.isEmpty());
    }

    @Test
    void doesNotWaitWhenInterrupted() {
        SchemaRegistry registry = patient(Kind.UNAVAILABLE);
        Thread.currentThread().interrupt();
        assertThrows(RegistryException.class, () -> registry.schema(1));
        assertTrue(Thread.interrupted());
        assertTrue(pauses.isEmpty());
    }

    private SchemaRegistry patient(Kind... failures) {
        return new RetryingSchemaRegistry(new Failing(failures), 3, Duration.ofMillis(10), pauses::add);
    }

    /** Fails as told, then answers. */
    private static final class Failing implements SchemaRegistry {
        private final Deque<Kind> failures;

        Failing(Kind... failures) {
            this.failures = new ArrayDeque<>(Arrays.asList(failures));
        }

        @Override
        public Schema schema(int id) {
            if (!failures.isEmpty()) {
                throw new RegistryException(failures.remove(), "as told");
            }
            return SCHEMA;
        }

        @Override
        public int id(String subject, Schema schema) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int register(String subject, Schema schema) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<String> incompatibilities(String subject, Schema schema) {
            throw new UnsupportedOperationException();
        }
    }
}

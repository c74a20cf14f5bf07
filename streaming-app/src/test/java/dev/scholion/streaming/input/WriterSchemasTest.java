package dev.scholion.streaming.input;

import static dev.scholion.streaming.input.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scholion.schemas.registry.RegistryException;
import dev.scholion.schemas.registry.RegistryException.Kind;
import dev.scholion.streaming.config.InputConfig.FieldPaths;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WriterSchemasTest {
    private static final Schema TEXT =
            SchemaBuilder.record("Event").fields().requiredString("text").endRecord();

    private final SchemasInMemory registry = new SchemasInMemory();
    private Instant now = Instant.EPOCH;
    private final WriterSchemas schemas = new WriterSchemas(
            registry, WantedFields.of(new FieldPaths("text", null, null, null), List.of()), () -> now);

    @Test
    void asksOnceForASchema() throws Exception {
        int id = registry.add(TEXT);
        schemas.plan(id);
        schemas.plan(id);
        assertEquals(1, registry.questions());
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "UNAUTHORIZED", "REFUSED"})
    void blamesNoEventForWhatTheRegistryDoes(Kind kind) {
        int id = registry.add(TEXT);
        registry.failWith(kind);
        assertEquals(
                kind,
                assertThrows(RegistryException.class, () -> schemas.plan(id)).kind());
        registry.failWith(null);
        assertDoesNotThrow(() -> schemas.plan(id));
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_FOUND", "UNREADABLE"})
    void rejectsAnEventWhoseSchemaNobodyCanRead(Kind kind) {
        registry.failWith(kind);
        assertRejected(Stage.DECODE, Reason.UNKNOWN_SCHEMA, () -> schemas.plan(1));
    }

    @Test
    void asksAgainForAnUnknownSchemaAfterAWhile() {
        assertRejected(Stage.DECODE, Reason.UNKNOWN_SCHEMA, () -> schemas.plan(1));
        assertRejected(Stage.DECODE, Reason.UNKNOWN_SCHEMA, () -> schemas.plan(1));
        assertEquals(1, registry.questions());
        registry.add(TEXT);
        now = now.plusSeconds(10);
        assertDoesNotThrow(() -> schemas.plan(1));
    }

    @Test
    void remembersNoEndOfUnknownSchemas() {
        for (int id = 1; id <= 1_001; id++) {
            int unknown = id;
            assertRejected(Stage.DECODE, Reason.UNKNOWN_SCHEMA, () -> schemas.plan(unknown));
        }
        assertRejected(Stage.DECODE, Reason.UNKNOWN_SCHEMA, () -> schemas.plan(1));
        assertEquals(1_002, registry.questions());
    }
}

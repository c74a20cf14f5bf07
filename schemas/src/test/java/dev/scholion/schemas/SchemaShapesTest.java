package dev.scholion.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.events.RedactionResult;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shapes that Connect, Flink SQL, Spark and the readers of other languages all take. */
class SchemaShapesTest {
    private static final Set<Schema.Type> TAKEN_BY_ALL = Set.of(
            Schema.Type.RECORD,
            Schema.Type.ARRAY,
            Schema.Type.MAP,
            Schema.Type.UNION,
            Schema.Type.NULL,
            Schema.Type.STRING,
            Schema.Type.BYTES,
            Schema.Type.INT,
            Schema.Type.LONG,
            Schema.Type.FLOAT,
            Schema.Type.BOOLEAN);

    @ParameterizedTest
    @MethodSource("dev.scholion.schemas.ReleasedSchemasTest#records")
    void usesOnlyShapesThatEveryReaderTakes(Schema record) {
        walk(record, schema -> {
            assertTrue(TAKEN_BY_ALL.contains(schema.getType()), () -> schema.toString());
            if (schema.isUnion()) {
                assertEquals(2, schema.getTypes().size(), () -> schema.toString());
                assertEquals(Schema.Type.NULL, schema.getTypes().get(0).getType(), () -> schema.toString());
            }
            if (schema.getLogicalType() != null) {
                assertEquals("timestamp-millis", schema.getLogicalType().getName());
            }
            assertNull(schema.getProp("avro.java.string"));
        });
    }

    @ParameterizedTest
    @MethodSource("dev.scholion.schemas.ReleasedSchemasTest#records")
    void documentsEveryField(Schema record) {
        walk(record, schema -> {
            if (schema.getType() == Schema.Type.RECORD) {
                assertFalse(schema.getDoc().isBlank(), schema::getFullName);
                for (Schema.Field field : schema.getFields()) {
                    assertFalse(
                            field.doc() == null || field.doc().isBlank(),
                            () -> schema.getFullName() + "." + field.name());
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("dev.scholion.schemas.ReleasedSchemasTest#records")
    void everyFieldThatMayBeNullIsNullIfAbsent(Schema record) {
        walk(record, schema -> {
            if (schema.getType() == Schema.Type.RECORD) {
                for (Schema.Field field : schema.getFields()) {
                    assertEquals(field.schema().isNullable(), field.hasDefaultValue(), field::name);
                }
            }
        });
    }

    @Test
    void aRedactedRecordHasNoPlaceForTheOriginal() {
        assertNull(RedactionResult.getClassSchema().getField("text"));
    }

    private static void walk(Schema schema, Consumer<Schema> visitor) {
        walk(schema, visitor, new HashSet<>());
    }

    private static void walk(Schema schema, Consumer<Schema> visitor, Set<Schema> seen) {
        if (!seen.add(schema)) {
            return;
        }
        visitor.accept(schema);
        switch (schema.getType()) {
            case RECORD -> schema.getFields().forEach(field -> walk(field.schema(), visitor, seen));
            case ARRAY -> walk(schema.getElementType(), visitor, seen);
            case MAP -> walk(schema.getValueType(), visitor, seen);
            case UNION -> schema.getTypes().forEach(branch -> walk(branch, visitor, seen));
            default -> {}
        }
    }
}

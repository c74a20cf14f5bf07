package dev.scholion.streaming.input;

import dev.scholion.streaming.input.WantedFields.Part;
import dev.scholion.streaming.input.WantedFields.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** How a value of one schema is read: which parts of it are kept, and what is passed over. Safe for all threads. */
interface AvroPlan {
    void read(AvroCursor cursor, FoundFields found) throws RejectedEventException;

    /** Whether a text could come out of it. */
    boolean givesText();

    /**
     * @param parts what the value itself is
     * @param inside what is looked for inside the value, if it is a record
     * @param depth levels of records around the value
     */
    static AvroPlan of(Schema schema, Set<Part> parts, WantedFields inside, int depth) {
        if ((parts.isEmpty() && inside.isEmpty()) || depth > AvroSkip.DEEPEST) {
            return new Skip(schema, depth);
        }
        return switch (schema.getType()) {
            case UNION ->
                new Branches(schema.getTypes().stream()
                        .map(branch -> of(branch, parts, inside, depth))
                        .toList());
            case RECORD -> record(schema, parts, inside, depth);
            case STRING -> new Text(parts);
            case INT, LONG -> new Integral(parts, schema.getType() == Schema.Type.LONG, schema.getLogicalType());
            case NULL -> new Nothing(parts);
            default -> new Other(parts, new Skip(schema, depth));
        };
    }

    private static AvroPlan record(Schema schema, Set<Part> parts, WantedFields inside, int depth) {
        List<AvroPlan> fields = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            fields.add(of(field.schema(), inside.named(field.name()), inside.inside(field.name()), depth + 1));
        }
        return new Fields(parts, fields);
    }

    /** A value that nobody asked for. */
    record Skip(Schema schema, int depth) implements AvroPlan {
        @Override
        public void read(AvroCursor cursor, FoundFields found) throws RejectedEventException {
            AvroSkip.value(cursor, schema, depth);
        }

        @Override
        public boolean givesText() {
            return false;
        }
    }

    /** Fields in the order of the schema. */
    record Fields(Set<Part> parts, List<AvroPlan> fields) implements AvroPlan {
        @Override
        public void read(AvroCursor cursor, FoundFields found) throws RejectedEventException {
            found.other(parts);
            for (AvroPlan field : fields) {
                field.read(cursor, found);
            }
        }

        @Override
        public boolean givesText() {
            return fields.stream().anyMatch(AvroPlan::givesText);
        }
    }

    /** The branches of a union. */
    record Branches(List<AvroPlan> branches) implements AvroPlan {
        @Override
        public void read(AvroCursor cursor, FoundFields found) throws RejectedEventException {
            branches.get(cursor.below(branches.size(), "union branch")).read(cursor, found);
        }

        @Override
        public boolean givesText() {
            return branches.stream().anyMatch(AvroPlan::givesText);
        }
    }

    record Text(Set<Part> parts) implements AvroPlan {
        @Override
        public void read(AvroCursor cursor, FoundFields found) throws RejectedEventException {
            if (parts.isEmpty()) {
                cursor.skipBytes(); // looked into for a record, and it is none
            } else {
                found.string(parts, cursor.string());
            }
        }

        @Override
        public boolean givesText() {
            return parts.stream().anyMatch(part -> part.role() == Role.TEXT);
        }
    }

    /** A long without a logical type counts as milliseconds if a time is looked for, an int as no time at all. */
    record Integral(
            Set<Part> parts, boolean isLong, @Nullable LogicalType type) implements AvroPlan {
        @Override
        public void read(AvroCursor cursor, FoundFields found) throws RejectedEventException {
            long value = cursor.number();
            found.integer(parts, Long.toString(value), isLong ? (Long) millis(value) : null);
        }

        private long millis(long value) {
            if (type instanceof LogicalTypes.TimestampMicros || type instanceof LogicalTypes.LocalTimestampMicros) {
                return Math.floorDiv(value, 1_000L);
            }
            if (type instanceof LogicalTypes.TimestampNanos || type instanceof LogicalTypes.LocalTimestampNanos) {
                return Math.floorDiv(value, 1_000_000L);
            }
            return value;
        }

        @Override
        public boolean givesText() {
            return false;
        }
    }

    record Nothing(Set<Part> parts) implements AvroPlan {
        @Override
        public void read(AvroCursor cursor, FoundFields found) throws RejectedEventException {
            found.nothing(parts);
        }

        @Override
        public boolean givesText() {
            return false;
        }
    }

    /** A value of a kind that no part may have. */
    record Other(Set<Part> parts, Skip skip) implements AvroPlan {
        @Override
        public void read(AvroCursor cursor, FoundFields found) throws RejectedEventException {
            found.other(parts);
            skip.read(cursor, found);
        }

        @Override
        public boolean givesText() {
            return false;
        }
    }
}

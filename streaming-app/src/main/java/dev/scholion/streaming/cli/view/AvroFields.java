package dev.scholion.streaming.cli.view;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Fields of records by their names. One that a record does not have is null, for older records lack newer fields. */
final class AvroFields {
    private AvroFields() {}

    static @Nullable Object field(IndexedRecord record, String name) {
        Schema.Field field = record.getSchema().getField(name);
        return field == null ? null : record.get(field.pos());
    }

    static String string(IndexedRecord record, String name) {
        return String.valueOf(field(record, name));
    }

    static Number number(IndexedRecord record, String name) {
        return field(record, name) instanceof Number number ? number : 0;
    }

    /** The records of an array; empty if it is not there. */
    static List<IndexedRecord> records(IndexedRecord record, String name) {
        return field(record, name) instanceof List<?> items
                ? items.stream().map(IndexedRecord.class::cast).toList()
                : List.of();
    }

    /** The text of a record's span. */
    static String slice(IndexedRecord record) {
        return field(record, "span") instanceof IndexedRecord span ? string(span, "text") : "";
    }
}

package dev.scholion.streaming.input;

import java.util.List;
import org.apache.avro.Schema;

/** Passes over values of any schema, in bounded steps and depth. */
final class AvroSkip {
    /** Also the deepest that wanted fields may stand. */
    static final int DEEPEST = 64;

    private AvroSkip() {}

    /** @param depth levels of records, arrays and maps around the value */
    static void value(AvroCursor cursor, Schema schema, int depth) throws RejectedEventException {
        if (depth > DEEPEST) {
            throw new RejectedEventException(
                    Stage.DECODE, Reason.TOO_COMPLEX, "records nested deeper than %d".formatted(DEEPEST));
        }
        cursor.step();
        switch (schema.getType()) {
            case NULL -> {}
            case BOOLEAN -> cursor.skip(1);
            case INT, LONG -> cursor.number();
            case FLOAT -> cursor.skip(Float.BYTES);
            case DOUBLE -> cursor.skip(Double.BYTES);
            case STRING, BYTES -> cursor.skipBytes();
            case FIXED -> cursor.skip(schema.getFixedSize());
            case ENUM -> cursor.below(schema.getEnumSymbols().size(), "enum symbol");
            case UNION ->
                value(
                        cursor,
                        schema.getTypes().get(cursor.below(schema.getTypes().size(), "union branch")),
                        depth);
            case RECORD -> {
                List<Schema.Field> fields = schema.getFields();
                for (int i = 0; i < fields.size(); i++) { // an iterator for each of a million records is much
                    value(cursor, fields.get(i).schema(), depth + 1);
                }
            }
            case ARRAY -> items(cursor, schema.getElementType(), false, depth + 1);
            case MAP -> items(cursor, schema.getValueType(), true, depth + 1);
        }
    }

    /** Blocks of items until an empty one. A negative count says that the block's size in bytes follows. */
    private static void items(AvroCursor cursor, Schema item, boolean named, int depth) throws RejectedEventException {
        for (long count = cursor.number(); count != 0; count = cursor.number()) {
            cursor.step();
            if (count < 0) {
                cursor.skip(cursor.number());
                continue;
            }
            for (long left = cursor.affordable(count); left > 0; left--) {
                if (named) {
                    cursor.skipBytes();
                }
                value(cursor, item, depth);
            }
        }
    }
}

package dev.scholion.streaming.input;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.RandomData;

/** Events of random schemas: {@code id}, {@code body.text} and {@code body.time} somewhere among fields of all types. */
final class RandomEvents {
    private final Random random;
    private int names;

    private RandomEvents(Random random) {
        this.random = random;
    }

    static GenericRecord event(Random random) {
        RandomEvents events = new RandomEvents(random);
        Schema body =
                events.record(2, events.field("text", Schema.Type.STRING), events.field("time", Schema.Type.LONG));
        Schema event = events.record(
                3,
                events.field("id", random.nextBoolean() ? Schema.Type.INT : Schema.Type.STRING),
                new Schema.Field("body", body));
        return (GenericRecord)
                new RandomData(event, 1, random.nextLong()).iterator().next();
    }

    private Schema.Field field(String name, Schema.Type type) {
        return new Schema.Field(name, Schema.create(type));
    }

    private Schema record(int depth, Schema.Field... wanted) {
        List<Schema.Field> fields = new ArrayList<>(List.of(wanted));
        for (int left = random.nextInt(4); left > 0; left--) {
            fields.add(new Schema.Field("f" + names++, type(depth)));
        }
        Collections.shuffle(fields, random);
        return Schema.createRecord("R" + names++, null, "random", false, fields);
    }

    private Schema type(int depth) {
        return switch (random.nextInt(depth > 0 ? 14 : 9)) {
            case 0 -> Schema.create(Schema.Type.NULL);
            case 1 -> Schema.create(Schema.Type.BOOLEAN);
            case 2 -> Schema.create(Schema.Type.INT);
            case 3 -> Schema.create(Schema.Type.LONG);
            case 4 -> Schema.create(Schema.Type.FLOAT);
            case 5 -> Schema.create(Schema.Type.DOUBLE);
            case 6 -> Schema.create(Schema.Type.BYTES);
            case 7 -> Schema.createFixed("R" + names++, null, "random", 1 + random.nextInt(9));
            case 8 -> Schema.createEnum("R" + names++, null, "random", List.of("A", "B", "C"));
            case 9 -> Schema.createArray(type(depth - 1));
            case 10 -> Schema.createMap(type(depth - 1));
            case 11, 12 -> record(depth - 1);
            default -> Schema.createUnion(Schema.create(Schema.Type.NULL), record(depth - 1));
        };
    }
}

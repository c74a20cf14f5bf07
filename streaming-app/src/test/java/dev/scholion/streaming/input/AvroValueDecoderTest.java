package dev.scholion.streaming.input;

import static dev.scholion.streaming.input.Rejections.assertRejected;
import static dev.scholion.streaming.input.Rejections.assertRejectedWithin;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scholion.streaming.config.InputConfig.FieldPaths;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AvroValueDecoderTest {
    private static final Schema TEXT =
            SchemaBuilder.record("Event").fields().requiredString("text").endRecord();

    private final SchemasInMemory registry = new SchemasInMemory();

    @Test
    void findsFurtherTextsByTheirPaths() throws Exception {
        Schema inner =
                SchemaBuilder.record("Inner").fields().optionalString("pair").endRecord();
        Schema schema = SchemaBuilder.record("Asked")
                .fields()
                .optionalString("question")
                .requiredString("text")
                .requiredInt("number")
                .name("post")
                .type(inner)
                .noDefault()
                .endRecord();
        GenericRecord event = new GenericRecordBuilder(schema)
                .set("question", "Who?")
                .set("text", "good")
                .set("number", 5)
                .set("post", new GenericRecordBuilder(inner).set("pair", null).build())
                .build();
        WantedFields wanted = WantedFields.of(
                new FieldPaths("text", null, null, null), List.of("question", "post.pair", "number", "absent"));
        AvroValueDecoder asking = new AvroValueDecoder(new WriterSchemas(registry, wanted, InstantSource.system()));
        assertEquals(
                Map.of("question", "Who?"),
                asking.decode(AvroBytes.frame(registry.add(schema), event)).further());
    }

    @Test
    void findsTheFieldsAmongOthers() throws Exception {
        Schema schema = SchemaBuilder.record("Event")
                .fields()
                .requiredDouble("before")
                .name("tags")
                .type()
                .array()
                .items()
                .stringType()
                .noDefault()
                .optionalLong("time")
                .requiredString("text")
                .name("counts")
                .type()
                .map()
                .values()
                .intType()
                .noDefault()
                .optionalString("lang")
                .requiredLong("id")
                .endRecord();
        GenericRecord event = new GenericRecordBuilder(schema)
                .set("before", 1.5)
                .set("tags", List.of("a", "b"))
                .set("time", 1_700_000_000_000L)
                .set("text", "gr\u00FC\u00DFe \uD83D\uDE00")
                .set("counts", Map.of("x", 1, "y", 2))
                .set("lang", "de")
                .set("id", 42L)
                .build();
        assertEquals(
                new EventFields("gr\u00FC\u00DFe \uD83D\uDE00", "42", "de", 1_700_000_000_000L, Map.of()),
                decoder("text", "id", "lang", "time").decode(AvroBytes.frame(registry.add(schema), event)));
    }

    @Test
    void followsADottedPathThroughNullableRecords() throws Exception {
        Schema body =
                SchemaBuilder.record("Body").fields().optionalString("text").endRecord();
        Schema schema = SchemaBuilder.record("Event")
                .fields()
                .requiredInt("n")
                .name("body")
                .type()
                .unionOf()
                .nullType()
                .and()
                .type(body)
                .endUnion()
                .noDefault()
                .endRecord();
        int id = registry.add(schema);
        GenericRecord inner = new GenericRecordBuilder(body).set("text", "deep").build();
        GenericRecord event =
                new GenericRecordBuilder(schema).set("n", 1).set("body", inner).build();
        AvroValueDecoder decoder = decoder("body.text", "n", null, null);
        assertEquals(new EventFields("deep", "1", null, null, Map.of()), decoder.decode(AvroBytes.frame(id, event)));

        inner.put("text", null);
        byte[] nullText = AvroBytes.frame(id, event);
        assertEquals(
                "the field 'body.text' is null or not a string",
                assertRejected(Stage.DECODE, Reason.MISSING_TEXT, () -> decoder.decode(nullText)));
        event.put("body", null);
        byte[] nullBody = AvroBytes.frame(id, event);
        assertEquals(
                "the field 'body.text' is absent",
                assertRejected(Stage.DECODE, Reason.MISSING_TEXT, () -> decoder.decode(nullBody)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"string\"",
                "{\"type\": \"array\", \"items\": \"string\"}",
                "{\"type\": \"record\", \"name\": \"E\", \"fields\": []}",
                "{\"type\": \"record\", \"name\": \"E\", \"fields\": [{\"name\": \"text\", \"type\": \"bytes\"}]}",
                "{\"type\": \"record\", \"name\": \"E\", \"fields\": [{\"name\": \"text\", \"type\": [\"null\", \"int\"]}]}",
                "{\"type\": \"record\", \"name\": \"E\", \"fields\": [{\"name\": \"x\", \"type\": \"string\"}]}"
            })
    void knowsFromTheSchemaThatThereIsNoText(String schema) {
        int id = registry.add(new Schema.Parser().parse(schema));
        assertEquals(
                "schema %d has no string field 'text'".formatted(id),
                assertRejected(
                        Stage.DECODE, Reason.MISSING_TEXT, () -> decoder("text").decode(frame(id, ""))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "LONG | | 5 | 5",
                "LONG | timestamp-millis | -5 | -5",
                "LONG | timestamp-micros | -1 | -1",
                "LONG | timestamp-micros | 1700000000000999 | 1700000000000",
                "LONG | timestamp-nanos | 1700000000000999999 | 1700000000000",
                "LONG | local-timestamp-micros | 5000 | 5",
                "INT | | 5 | none",
                "INT | date | 5 | none"
            })
    void takesTimestampsOfEveryUnit(Schema.Type type, @Nullable String logicalType, long value, @Nullable Long millis)
            throws Exception {
        Schema time = Schema.create(type);
        if (logicalType != null) {
            time.addProp("logicalType", logicalType);
            LogicalTypes.fromSchema(time).addToSchema(time);
        }
        Schema schema = Schema.createRecord(
                "Event",
                null,
                null,
                false,
                List.of(new Schema.Field("time", time), new Schema.Field("text", Schema.create(Schema.Type.STRING))));
        int id = registry.add(schema);
        byte[] body = AvroBytes.concat(AvroBytes.number(value), AvroBytes.number(1), new byte[] {'a'});
        assertEquals(
                millis,
                decoder("text", null, null, "time")
                        .decode(AvroBytes.frame(id, body))
                        .eventTime());
    }

    @ParameterizedTest
    @CsvSource({
        "'', ends in the middle",
        "06 61 62, 3 bytes announced where 2 are left",
        "01, -1 bytes announced",
        "feffffffffffffffff01, 9223372036854775807 bytes announced",
        "808080808080808040, 2305843009213693952 bytes announced",
        "80808080808080808002, a number of more than 64 bits",
        "ffffffffffffffffff8101, a number of more than ten bytes",
        "02 61 00, 1 bytes after the record"
    })
    void believesNoLength(String hex, String message) {
        int id = registry.add(TEXT);
        byte[] frame = frame(id, hex);
        String said = assertRejected(
                Stage.DECODE, Reason.MALFORMED, () -> decoder("text").decode(frame));
        assertEquals(true, said.contains(message), said);
        assertRejectedWithin(64 << 10, Reason.MALFORMED, () -> decoder("text").decode(frame));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "00 000000", "01 00000001 00", "7b 7d", "00 ffffffff 02 61"})
    void refusesWhatIsNotFramed(String hex) {
        byte[] value = AvroBytes.hex(hex);
        assertRejected(Stage.DECODE, Reason.MALFORMED, () -> decoder("text").decode(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"04 c328", "06 eda080", "04 c080", "02 ff"})
    void replacesNoByteThatIsNotUtf8(String hex) {
        int id = registry.add(TEXT);
        assertRejected(
                Stage.DECODE, Reason.INVALID_UNICODE, () -> decoder("text").decode(frame(id, hex)));
    }

    @Test
    void paysNothingForHundredsOfMillionsOfNulls() {
        for (String item : List.of(
                "\"null\"",
                "{\"type\": \"record\", \"name\": \"Empty\", \"fields\": []}",
                "{\"type\": \"fixed\", \"name\": \"None\", \"size\": 0}")) {
            int id = registry.add(withFiller("{\"type\": \"array\", \"items\": " + item + "}"));
            byte[] bomb = AvroBytes.frame(id, AvroBytes.concat(AvroBytes.number(500_000_000), AvroBytes.number(0)));
            assertRejectedWithin(
                    64 << 10, Reason.TOO_COMPLEX, () -> decoder("text").decode(bomb));
        }
        int map = registry.add(withFiller("{\"type\": \"map\", \"values\": \"null\"}"));
        byte[] bomb = AvroBytes.frame(map, AvroBytes.concat(AvroBytes.number(Long.MAX_VALUE), AvroBytes.number(0)));
        assertRejectedWithin(64 << 10, Reason.TOO_COMPLEX, () -> decoder("text").decode(bomb));
        int nothing = registry.add(withFiller("{\"type\": \"array\", \"items\": \"int\"}"));
        byte[] negative =
                AvroBytes.frame(nothing, AvroBytes.concat(AvroBytes.number(Long.MIN_VALUE), AvroBytes.number(-1)));
        assertRejectedWithin(64 << 10, Reason.MALFORMED, () -> decoder("text").decode(negative));
    }

    @Test
    void countsNullsInAllArraysTogether() {
        int id = registry.add(
                withFiller("{\"type\": \"array\", \"items\": {\"type\": \"array\", \"items\": \"null\"}}"));
        byte[] thousand = AvroBytes.concat(AvroBytes.number(900_000), AvroBytes.number(0));
        byte[] bomb = AvroBytes.frame(
                id, AvroBytes.concat(AvroBytes.number(3), thousand, thousand, thousand, AvroBytes.number(0)));
        assertRejectedWithin(64 << 10, Reason.TOO_COMPLEX, () -> decoder("text").decode(bomb));
    }

    @Test
    void paysNothingForRecordsThatDoubleAtEveryLevel() {
        Schema level = Schema.create(Schema.Type.NULL);
        for (int i = 0; i < 40; i++) {
            level = Schema.createRecord(
                    "Level" + i,
                    null,
                    null,
                    false,
                    List.of(new Schema.Field("left", level), new Schema.Field("right", level)));
        }
        Schema schema = Schema.createRecord(
                "Event",
                null,
                null,
                false,
                List.of(
                        new Schema.Field("filler", level),
                        new Schema.Field("text", Schema.create(Schema.Type.STRING))));
        int id = registry.add(schema);
        assertRejectedWithin(64 << 10, Reason.TOO_COMPLEX, () -> decoder("text").decode(frame(id, "02 61")));
    }

    @Test
    void goesNoDeeperThanSixtyFourRecords() throws Exception {
        Schema schema = new Schema.Parser().parse("""
                {"type": "record", "name": "Event", "fields": [
                  {"name": "next", "type": ["null", "Event"]}, {"name": "text", "type": "string"}]}""");
        int id = registry.add(schema);
        assertEquals("a", decoder("text").decode(AvroBytes.frame(id, chain(60))).text());
        byte[] bomb = AvroBytes.frame(id, chain(10_000));
        assertRejectedWithin(64 << 10, Reason.TOO_COMPLEX, () -> decoder("text").decode(bomb));
        assertEquals(
                "a",
                decoder("next.next.text").decode(AvroBytes.frame(id, chain(60))).text());
    }

    @Test
    void readsALargeArrayThatIsThere() throws Exception {
        int id = registry.add(withFiller("{\"type\": \"array\", \"items\": \"boolean\"}"));
        int items = 3_000_000;
        byte[] frame = AvroBytes.frame(
                id,
                AvroBytes.concat(
                        AvroBytes.number(items), new byte[items], AvroBytes.number(0), AvroBytes.number(1), new byte[] {
                            'a'
                        }));
        assertEquals("a", decoder("text").decode(frame).text());
    }

    @Test
    void passesOverBlocksByTheirSize() throws Exception {
        int id = registry.add(withFiller("{\"type\": \"array\", \"items\": \"string\"}"));
        assertEquals(
                "a",
                decoder("text").decode(frame(id, "03 08 02 78 02 79 00 02 61")).text());
    }

    @Test
    void readsWhatAvroWrote() throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            GenericRecord event = RandomEvents.event(random);
            GenericRecord body = (GenericRecord) event.get("body");
            String text = RandomText.of(random, 30);
            body.put("text", text);
            int id = registry.add(event.getSchema());
            EventFields fields = decoder("body.text", "id", null, "body.time").decode(AvroBytes.frame(id, event));
            assertEquals(text, fields.text(), () -> event.getSchema().toString());
            assertEquals(String.valueOf(event.get("id")), fields.id());
            assertEquals(body.get("time"), fields.eventTime());
        }
    }

    @Test
    void anyDamageIsRejectedOrReadButNeverAnotherFault() throws Exception {
        Random random = new Random(2);
        for (int i = 0; i < 200; i++) {
            GenericRecord event = RandomEvents.event(random);
            byte[] whole = AvroBytes.frame(registry.add(event.getSchema()), event);
            AvroValueDecoder decoder = decoder("body.text", "id", null, "body.time");
            for (int j = 0; j < 200; j++) {
                try {
                    decoder.decode(Damage.to(whole, random));
                } catch (RejectedEventException e) {
                    assertEquals(Stage.DECODE, e.stage());
                }
            }
        }
    }

    private AvroValueDecoder decoder(String text) {
        return decoder(text, null, null, null);
    }

    private AvroValueDecoder decoder(
            String text, @Nullable String id, @Nullable String language, @Nullable String time) {
        WantedFields wanted = WantedFields.of(new FieldPaths(text, id, language, time), List.of());
        return new AvroValueDecoder(new WriterSchemas(registry, wanted, InstantSource.system()));
    }

    private static Schema withFiller(String type) {
        return new Schema.Parser().parse("""
                {"type": "record", "name": "Event", "fields": [
                  {"name": "filler", "type": %s}, {"name": "text", "type": "string"}]}""".formatted(type));
    }

    /** Events each inside the one before it, all with the text "a". */
    private static byte[] chain(int events) {
        byte[] bytes = new byte[events + 2 * events];
        for (int i = 0; i < events; i++) {
            bytes[i] = (byte) (i == events - 1 ? 0 : 2);
            bytes[events + 2 * i] = 2;
            bytes[events + 2 * i + 1] = 'a';
        }
        return bytes;
    }

    private static byte[] frame(int id, String hex) {
        return AvroBytes.frame(id, AvroBytes.hex(hex));
    }
}

package dev.scholion.streaming.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scholion.schemas.registry.ConfluentSchemaRegistry;
import dev.scholion.streaming.local.Installation;
import dev.scholion.streaming.local.LocalBroker;
import dev.scholion.streaming.local.LocalRegistry;
import dev.scholion.streaming.local.LocalRunException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code produce} and {@code tail} with a real broker and a real registry. */
class TopicCommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static LocalBroker broker;
    private static LocalRegistry registry;

    private final Terminal cli = new Terminal();

    @BeforeAll
    static void startServers() throws LocalRunException {
        broker = LocalBroker.start(Installation.current(), folder.resolve("broker"));
        registry = LocalRegistry.start(Installation.current(), folder.resolve("registry"));
    }

    @AfterAll
    static void stopServers() {
        registry.close();
        broker.close();
    }

    @Test
    void whatIsProducedIsSeenByTail() throws IOException {
        Path file = Files.writeString(folder.resolve("lines.txt"), "Ada flew to Łódź.\n\nSecond line 😀\n");
        assertEquals(0, cli.run(at("produce", "lines", "--create-topic", "-f", file.toString())), cli.err());
        assertTrue(cli.out().contains("2 records sent to lines"), cli.out());
        assertEquals(0, cli.run(at("tail", "lines", "--from-beginning", "--max", "2")), cli.err());
        assertTrue(cli.out().contains("Ada flew to Łódź."), cli.out());
        assertTrue(cli.out().contains("Second line 😀"), cli.out());
    }

    @Test
    void aLineOfJsonGivesItsOwnKey() throws IOException {
        Path file = Files.writeString(folder.resolve("events.jsonl"), "{\"id\": \"a-1\", \"text\": \"x\"}\n");
        assertEquals(
                0,
                cli.run(at(
                        "produce",
                        "keyed",
                        "--create-topic",
                        "-f",
                        file.toString(),
                        "--format",
                        "jsonl",
                        "--key-field",
                        "id")),
                cli.err());
        assertEquals(0, cli.run(at("tail", "keyed", "--json", "--from-beginning", "--max", "1")), cli.err());
        JsonNode line = JSON.readTree(cli.out());
        assertEquals("a-1", line.path("key").asText());
        assertEquals("{\"id\": \"a-1\", \"text\": \"x\"}", line.path("value").asText());
    }

    @Test
    void aLineThatIsNoJsonIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.jsonl"), "{\"text\": \"x\"}\nnonsense\n");
        assertEquals(
                1,
                cli.run(at("produce", "bad", "--create-topic", "-f", file.toString(), "--format", "jsonl")),
                cli.out());
        assertTrue(cli.err().contains("line 2"), cli.err());
    }

    @Test
    void noTopicIsCreatedSilently() throws IOException {
        Path file = Files.writeString(folder.resolve("one.txt"), "one\n");
        assertEquals(1, cli.run(at("produce", "missing", "-f", file.toString())));
        assertTrue(cli.err().contains("'missing' does not exist"), cli.err());
        assertEquals(1, cli.run(at("tail", "missing")));
        assertTrue(cli.err().contains("'missing' does not exist"), cli.err());
    }

    @Test
    void avroIsDecodedThroughTheRegistryAndItsBytesAreBase64() throws Exception {
        Schema schema = SchemaBuilder.record("Reading")
                .namespace("org.example")
                .fields()
                .requiredString("place")
                .requiredBytes("raw")
                .name("level")
                .type()
                .optional()
                .floatType()
                .endRecord();
        int id = new ConfluentSchemaRegistry(registry.url(), Map.of()).register("avro-value", schema);
        GenericData.Record reading = new GenericRecordBuilder(schema)
                .set("place", "Łódź")
                .set("raw", ByteBuffer.wrap(new byte[] {1, 2, (byte) 0xff}))
                .set("level", 0.5f)
                .build();
        send("avro", frame(id, schema, reading));
        assertEquals(0, cli.run(at("tail", "avro", "--json", "--from-beginning", "--max", "1")), cli.err());
        assertEquals(
                JSON.readTree("{\"place\": \"Łódź\", \"raw\": \"AQL/\", \"level\": 0.5}"),
                JSON.readTree(cli.out()).path("value"));
    }

    @Test
    void avroWithASchemaThatNobodyKnowsIsShownWithTheReason() throws Exception {
        send("unknown", new byte[] {0, 0, 0x7f, 0, 0, 1});
        assertEquals(0, cli.run(at("tail", "unknown", "--json", "--from-beginning", "--max", "1")), cli.err());
        JsonNode line = JSON.readTree(cli.out());
        assertEquals("AAB/AAAB", line.path("value_base64").asText());
        assertFalse(line.path("error").asText().isEmpty());
    }

    private void send(String topic, byte[] value) throws IOException, ExecutionException, InterruptedException {
        Path seed = Files.writeString(folder.resolve("seed"), "\n"); // an empty line is skipped: only the topic is made
        assertEquals(0, cli.run(at("produce", topic, "--create-topic", "-f", seed.toString())), cli.err());
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    private static byte[] frame(int id, Schema schema, GenericData.Record value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericData.Record>(schema).write(value, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static String[] at(String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--bootstrap-servers", broker.bootstrapServers(), "--registry", registry.url()));
        return arguments.toArray(String[]::new);
    }
}

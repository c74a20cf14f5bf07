package dev.scholion.streaming.job;

import static dev.scholion.streaming.testing.Topics.utf8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scholion.models.catalog.Catalog;
import dev.scholion.streaming.config.ConfigurationException;
import dev.scholion.streaming.config.ConfigurationException.Problem;
import dev.scholion.streaming.config.PipelineConfig;
import dev.scholion.streaming.config.PipelineReader;
import dev.scholion.streaming.local.Installation;
import dev.scholion.streaming.testing.ConfluentPython;
import dev.scholion.streaming.testing.Results;
import dev.scholion.streaming.testing.Servers;
import dev.scholion.streaming.testing.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on a real broker and a real registry, with the catalogue's model. */
@NullUnmarked // nulls are handed in on purpose
@Timeout(120) // seconds; a job that hangs must not hold up the others
class PipelineTest {
    private static final Catalog CATALOG =
            new Catalog(List.of(Installation.current().home().resolve("models/catalog")));

    @TempDir
    private static Path folder;

    private static Servers servers;
    private static Topics topics;
    private static Results results;

    @BeforeAll
    static void startServers() throws Exception {
        servers = Servers.start(folder);
        topics = servers.topics();
        results = servers.results();
    }

    @AfterAll
    static void stopServers() {
        if (servers != null) {
            servers.close();
        }
    }

    @Test
    void everyEventBecomesItsResultsOrOneReject() throws Exception {
        topics.create("mixed.events", 2, Map.of("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE)));
        Map<String, String> rejected = new LinkedHashMap<>();
        rejected.put("{\"id\":\"no-text\"}", "missing_text");
        rejected.put("{\"id\":\"blank\",\"text\":\" \u00A0\u202F\u2007\u0085\"}", "blank_text");
        rejected.put("{\"id\":\"half a pair\",\"text\":\"\\ud83d\"}", "invalid_unicode");
        rejected.put("this is no JSON", "malformed");
        rejected.put("{\"a\":" + "[".repeat(100_000), "too_complex");
        rejected.put("{\"id\":\"long\",\"text\":\"" + "a ".repeat(1_001) + "\"}", "text_too_long");
        List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            events.add(event("mixed.events", i, "Train %d from Łódź 😀 to Lisbon was wonderful.".formatted(i)));
        }
        int at = 3;
        for (String value : rejected.keySet()) {
            events.add(at, new ProducerRecord<>("mixed.events", 0, utf8("bad key"), utf8(value)));
            at += 4;
        }
        byte[] notUtf8 = {'{', '"', 't', 'e', 'x', 't', '"', ':', '"', (byte) 0xC3, 0x28, '"', '}'};
        events.add(new ProducerRecord<>("mixed.events", 1, null, notUtf8));
        events.add(new ProducerRecord<>("mixed.events", 1, utf8("grave"), null));
        ProducerRecord<byte[], byte[]> odd = new ProducerRecord<>(
                "mixed.events", 1, Long.MAX_VALUE, new byte[] {0, -1}, utf8("{\"text\":\"The end of time is late.\"}"));
        odd.headers()
                .add("traceparent", utf8("not a trace"))
                .add("", null)
                .add("twice", utf8("1"))
                .add("twice", null);
        events.add(odd);
        topics.write(events);

        run("mixed", "input: {max-text-characters: 2000}", "output: {enriched-topic: mixed.enriched}");

        Map<String, GenericRecord> sentiments = byId("mixed.sentiment");
        assertEquals(41, sentiments.size());
        assertEquals(sentiments.keySet(), byId("mixed.entities").keySet());
        assertEquals(sentiments.keySet(), byId("mixed.topic").keySet());
        assertEquals(sentiments.keySet(), byId("mixed.enriched").keySet());
        assertEquals("positive", String.valueOf(sentiments.get("event-7").get("label")));

        Map<String, String> expected = new HashMap<>();
        rejected.forEach((value, reason) -> expected.put(Arrays.toString(utf8(value)), reason));
        expected.put(Arrays.toString(notUtf8), "invalid_unicode");
        expected.put("null", "null_value");
        Map<String, String> found = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : topics.read("mixed.rejected")) {
            GenericRecord reject = results.read(record);
            ByteBuffer value = (ByteBuffer) reject.get("value");
            found.put(value == null ? "null" : Arrays.toString(bytes(value)), String.valueOf(reject.get("reason")));
        }
        assertEquals(expected, found);

        ConsumerRecord<byte[], byte[]> late = topics.read("mixed.topic").stream()
                .filter(record -> Arrays.equals(record.key(), new byte[] {0, -1}))
                .findFirst()
                .orElseThrow();
        GenericRecord source = (GenericRecord) results.read(late).get("source");
        assertEquals(Long.MAX_VALUE, source.get("timestamp"));
        List<Header> headers = List.of(late.headers().toArray());
        assertEquals(
                List.of("traceparent", "", "twice", "twice"),
                headers.stream().map(Header::key).toList());
        assertArrayEquals(utf8("not a trace"), headers.get(0).value());
        assertNull(headers.get(3).value());
    }

    @Test
    void spansAreSlicesOfTheTextInBothUnits() throws Exception {
        topics.create("spans.events", 1);
        String text = "😀 Ada Lovelace met people from Microsoft in 東京 and Paris.";
        topics.write(List.of(event("spans.events", 1, text)));
        run("spans", "input: {}", "output: {}");
        GenericRecord result = byId("spans.entities").get("event-1");
        assertEquals(text, String.valueOf(result.get("text")));
        List<?> entities = (List<?>) result.get("entities");
        assertFalse(entities.isEmpty());
        for (Object item : entities) {
            GenericRecord entity = (GenericRecord) item;
            String surface = String.valueOf(entity.get("text"));
            assertEquals(surface, text.substring((int) entity.get("start_utf16"), (int) entity.get("end_utf16")));
            assertEquals(
                    surface,
                    text.substring(
                            text.offsetByCodePoints(0, (int) entity.get("start")),
                            text.offsetByCodePoints(0, (int) entity.get("end"))));
        }
    }

    @Test
    void resultsKeepTheOrderOfTheirPartition() throws Exception {
        topics.create("order.events", 1);
        List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            events.add(event("order.events", i, "Mixed lengths. ".repeat(1 + i * 7 % 30) + i));
        }
        topics.write(events);
        run("order", "input: {}", "output: {}");
        Map<Integer, List<Long>> offsets = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : topics.read("order.sentiment")) {
            offsets.computeIfAbsent(record.partition(), partition -> new ArrayList<>())
                    .add((Long) ((GenericRecord) results.read(record).get("source")).get("offset"));
        }
        assertEquals(200, offsets.values().stream().mapToInt(List::size).sum());
        offsets.forEach(
                (partition, found) -> assertEquals(found.stream().sorted().toList(), found));
    }

    @Test
    void abortedInputIsNeverSeenAndExactlyOnceOutputIsCommitted() throws Exception {
        topics.create("exact.events", 1);
        try (KafkaProducer<byte[], byte[]> producer = topics.producer(Map.of("transactional.id", "upstream"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(event("exact.events", 1, "Committed news from Vienna."));
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(event("exact.events", 2, "Aborted news from Vienna."));
            producer.abortTransaction();
        }
        run("exact", "input: {}", "output: {}\ndelivery: {guarantee: exactly-once, checkpoint-interval: 1s}");
        assertEquals(List.of("event-1"), List.copyOf(byId("exact.sentiment").keySet()));
    }

    @Test
    void confluentsOwnDeserializerReadsEveryKindOfRecord() throws Exception {
        ConfluentPython python = ConfluentPython.installed();
        topics.create("outside.events", 1);
        topics.write(List.of(
                event("outside.events", 1, "Grüße aus Köln: 😀 Ada Lovelace is happy."),
                new ProducerRecord<>("outside.events", utf8("k"), utf8("no JSON"))));
        run("outside", "input: {}", "output: {enriched-topic: outside.enriched}");
        for (String kind : List.of("sentiment", "entities", "topic", "enriched", "rejected")) {
            List<String> lines = python.read(
                    servers.broker().bootstrapServers(), servers.registry().url(), "outside." + kind, 1);
            JsonNode result = new ObjectMapper().readTree(lines.get(0));
            boolean rejected = kind.equals("rejected");
            assertEquals(
                    rejected ? "outside.events-0-1" : "event-1",
                    result.path("event_id").asText());
            assertEquals("outside.events", result.path("source").path("topic").asText());
            assertEquals("news-en", result.path("model").path("name").asText());
            assertEquals(
                    rejected ? "6e6f204a534f4e" : "Grüße aus Köln: 😀 Ada Lovelace is happy.",
                    result.path(rejected ? "value" : "text").asText());
        }
    }

    @Test
    void whatStandsInTheWayIsSaidBeforeTheStart() throws Exception {
        topics.create("blocked.events", 1);
        PipelineConfig config = config(
                "blocked",
                "input: {}",
                "output: {}\ndelivery: {guarantee: exactly-once, transaction-timeout: 5h}",
                "auto-register: false");
        List<String> keys = new ArrayList<>();
        Preparation preparation = Preparation.of(config, CATALOG);
        preparation.brokerProblems().stream().map(Problem::key).forEach(keys::add);
        assertEquals(List.of("output", "output", "output", "output", "delivery.transaction-timeout"), keys);
        assertEquals(4, preparation.registryProblems().size(), "a subject for each output topic");
    }

    private static ProducerRecord<byte[], byte[]> event(String topic, int number, String text) {
        return new ProducerRecord<>(
                topic,
                null,
                utf8("key-" + number % 5),
                utf8("{\"id\":\"event-%d\",\"text\":\"%s\"}".formatted(number, text)));
    }

    private static void run(String name, String input, String rest) throws Exception {
        PipelineConfig config = config(name, input, rest, "auto-register: true");
        Preparation preparation = Preparation.of(config, CATALOG);
        preparation.createMissingTopics();
        Configuration flink = EnrichmentJob.configuration(config);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none"); // a failure is to be seen, not mended
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1, flink);
        EnrichmentJob.define(environment, preparation.plan());
        environment.execute();
    }

    private static PipelineConfig config(String name, String input, String rest, String registration)
            throws IOException, ConfigurationException {
        Path file = Files.createDirectories(folder.resolve("pipelines")).resolve(name + ".yaml");
        String yaml = """
                name: NAME
                kafka: {bootstrap-servers: "BROKER"}
                registry: {url: "REGISTRY", REGISTRATION}
                INPUT
                model: {location: news-en, threads: 2}
                REST
                """.replace(
                        "INPUT",
                        input.replace("{", "{topics: NAME.events, format: json, stop: latest, fields: {id: id}, "))
                .replace(
                        "REST",
                        rest.replaceFirst(
                                "\\{",
                                "{rejected-topic: NAME.rejected, topics: {sentiment: NAME.sentiment, entities: NAME.entities, topic: NAME.topic}, "))
                .replace("REGISTRATION", registration)
                .replace("BROKER", servers.broker().bootstrapServers())
                .replace("REGISTRY", servers.registry().url())
                .replace("NAME", name);
        return PipelineReader.read(Files.writeString(file, yaml), Map.of());
    }

    private static Map<String, GenericRecord> byId(String topic) throws IOException {
        Map<String, GenericRecord> found = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : topics.read(topic)) {
            GenericRecord result = results.read(record);
            assertNull(found.put(String.valueOf(result.get("event_id")), result), "no result twice");
        }
        return found;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}

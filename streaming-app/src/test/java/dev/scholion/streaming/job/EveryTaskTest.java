package dev.scholion.streaming.job;

import static dev.scholion.streaming.testing.Topics.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scholion.models.catalog.Catalog;
import dev.scholion.streaming.config.PipelineConfig;
import dev.scholion.streaming.config.PipelineReader;
import dev.scholion.streaming.local.Installation;
import dev.scholion.streaming.testing.ConfluentPython;
import dev.scholion.streaming.testing.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Six models in one job on a real broker and a real registry: every task, routed by language. It runs once for all tests. */
@NullUnmarked // fields are set before all tests
@Timeout(180) // seconds; a job that hangs must not hold up the others
class EveryTaskTest {
    private static final Path HOME = Installation.current().home();

    /** Tiny models beside the project; they may be absent. */
    private static final Path MODELS =
            HOME.resolve("../shared/parity").toAbsolutePath().normalize();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADA = "Ada Lovelace flew to Lisbon by [MASK]. The weather was bright and warm all week."
            + " She wants to come back next year.";

    @TempDir
    private static Path folder;

    private static Servers servers;
    private static JsonNode reference;

    @BeforeAll
    static void runTheJob() throws Exception {
        if (!Files.isDirectory(MODELS)) {
            String reason = "SKIPPED: no tiny models at " + MODELS;
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        reference = JSON.readTree(
                Files.readAllLines(MODELS.resolve("bert-qa/expected.jsonl")).get(0));
        servers = Servers.start(folder);
        servers.topics().create("every.events", 1);
        servers.topics()
                .write(List.of(
                        event("asked", reference.path("input").path("context").asText())
                                .with("lang", "en-GB")
                                .with(
                                        "ask",
                                        reference.path("input").path("question").asText())
                                .record(),
                        event("silent", ADA).with("ask", "Who flew to Lisbon?").record(),
                        event("chinese", "快递员把包裹放在邻居家了。").with("lang", "zh").record(),
                        event("unasked", "The museum shows paintings from three centuries.")
                                .with("lang", "en")
                                .record(),
                        event("german", "Der Zug nach Graz hat heute Morgen vierzig Minuten Verspätung.")
                                .with("ask", "Wohin?")
                                .record(),
                        event("stated", "Bonjour tout le monde.")
                                .with("lang", "fr")
                                .record()));
        PipelineConfig config =
                PipelineReader.read(Files.writeString(folder.resolve("every.yaml"), pipeline()), Map.of());
        Preparation preparation = Preparation.of(config, new Catalog(List.of(HOME.resolve("models/catalog"))));
        preparation.createMissingTopics();
        Configuration flink = EnrichmentJob.configuration(config);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none"); // a failure is to be seen, not mended
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1, flink);
        EnrichmentJob.define(environment, preparation.plan());
        environment.execute();
    }

    @AfterAll
    static void stopServers() {
        if (servers != null) {
            servers.close();
        }
    }

    @Test
    void answersAQuestionThatStandsInAField() throws Exception {
        Map<String, GenericRecord> answers = byId("text.answers");
        assertEquals(List.of("asked", "silent"), List.copyOf(answers.keySet()));
        GenericRecord result = answers.get("asked");
        assertEquals(reference.path("input").path("question").asText(), String.valueOf(result.get("question")));
        GenericRecord best = (GenericRecord) ((List<?>) result.get("answers")).get(0);
        GenericRecord span = (GenericRecord) best.get("span");
        assertEquals(reference.path("output").path("answer").asText(), String.valueOf(span.get("text")));
        assertEquals(reference.path("output").path("start").asInt(), span.get("start"));
        assertEquals(reference.path("output").path("score").floatValue(), (float) best.get("score"), 1e-3f);
        assertEquals("bert-qa", model(result));
    }

    @Test
    void classifiesByLabelsThatTheModelWasNotTrainedOn() throws Exception {
        List<?> scores = (List<?>) byId("text.classification").get("asked").get("scores");
        assertEquals(4, scores.size());
        double sum = scores.stream()
                .mapToDouble(score -> (float) ((GenericRecord) score).get("score"))
                .sum();
        assertEquals(1, sum, 1e-5);
    }

    @Test
    void embedsSummarisesFillsAndRedacts() throws Exception {
        List<?> vector = (List<?>) byId("text.embeddings").get("silent").get("embedding");
        JsonNode config =
                JSON.readTree(MODELS.resolve("bert-embedding-mean/config.json").toFile());
        assertEquals(config.path("hidden_size").asInt(), vector.size());
        assertEquals(
                1,
                vector.stream()
                        .mapToDouble(value -> (float) value * (float) value)
                        .sum(),
                1e-4);

        List<?> sentences = (List<?>) byId("text.summaries").get("silent").get("sentences");
        assertEquals(2, sentences.size());
        for (Object sentence : sentences) {
            GenericRecord span = (GenericRecord) ((GenericRecord) sentence).get("span");
            assertEquals(String.valueOf(span.get("text")), ADA.substring((int) span.get("start_utf16"), (int)
                    span.get("end_utf16")));
        }

        List<?> masks = (List<?>) byId("text.fills").get("silent").get("masks");
        assertEquals(1, masks.size());
        assertEquals(3, ((List<?>) ((GenericRecord) masks.get(0)).get("fills")).size());

        GenericRecord safe = byId("text.redacted").get("silent");
        String redacted = String.valueOf(safe.get("redacted"));
        assertTrue(redacted.startsWith("<PER> flew to Lisbon"), redacted);
        assertNull(safe.getSchema().getField("text"));
    }

    @Test
    void eachLanguageGoesToItsModelWhetherStatedOrDetected() throws Exception {
        Map<String, GenericRecord> sentiments = byId("text.sentiment");
        assertEquals(List.of("asked", "chinese", "silent"), List.copyOf(sentiments.keySet()));
        assertEquals("bert-chinese-textclass", model(sentiments.get("chinese")));
        assertEquals("news-en", model(sentiments.get("silent")));
        assertEquals("en", String.valueOf(sentiments.get("silent").get("language")), "as it was detected");
        assertEquals("en-GB", String.valueOf(sentiments.get("asked").get("language")), "as it was stated");
        assertFalse(byId("text.entities").containsKey("chinese"));
    }

    @Test
    void whatNoModelReadsOrLacksAFieldIsRejected() throws Exception {
        Map<String, String> reasons = new TreeMap<>();
        byId("text.rejected")
                .forEach((id, reject) -> reasons.put(id, reject.get("stage") + " " + reject.get("reason")));
        assertEquals(
                Map.of(
                        "german", "route no_model_for_language",
                        "stated", "route no_model_for_language",
                        "unasked", "decode missing_field"),
                reasons);
    }

    @Test
    void oneRecordHasThemAll() throws Exception {
        Map<String, GenericRecord> all = byId("text.enriched");
        GenericRecord silent = all.get("silent");
        for (String place : List.of(
                "sentiment", "entities", "classification", "answers", "masks", "embedding", "summary", "redaction")) {
            assertTrue(silent.get(place) != null, place);
        }
        assertEquals(8, ((Map<?, ?>) silent.get("models")).size());
        assertEquals("{sentiment=ok}", String.valueOf(all.get("chinese").get("statuses")));
    }

    @Test
    void confluentsOwnDeserializerReadsEveryKindOfRecord() throws Exception {
        ConfluentPython python = ConfluentPython.installed();
        List<String> topics = List.of(
                "text.answers",
                "text.classification",
                "text.embeddings",
                "text.summaries",
                "text.fills",
                "text.redacted",
                "text.enriched");
        List<String> lines = python.read(
                servers.broker().bootstrapServers(),
                servers.registry().url(),
                String.join(",", topics),
                topics.stream()
                        .mapToInt(topic -> servers.topics().read(topic).size())
                        .sum());
        Set<String> fields = new TreeSet<>();
        for (String line : lines) {
            JsonNode result = JSON.readTree(line);
            if (result.path("event_id").asText().equals("asked")) {
                result.fieldNames().forEachRemaining(fields::add);
            }
        }
        assertTrue(
                fields.containsAll(List.of(
                        "answers", "label", "embedding", "sentences", "masks", "redacted", "statuses", "models")),
                fields::toString);
    }

    private static String pipeline() {
        return """
                name: every
                kafka: {bootstrap-servers: "BROKER"}
                registry: {url: "REGISTRY", auto-register: true}
                input: {topics: every.events, format: json, stop: latest, fields: {id: id, language: lang}}
                language: {detect: true}
                models:
                  - location: news-en
                    threads: 1
                    languages: [en]
                    tasks:
                      sentiment: {top-k: 1}
                      entities: {}
                      safe: {kind: redaction, types: [PER], replacement: "<{type}>"}
                  - {location: MODELS/bert-qa, threads: 1, languages: [en], tasks: {who: {question-field: ask}}}
                  - location: MODELS/bert-zeroshot
                    threads: 1
                    languages: [en]
                    tasks: {about: {kind: zero-shot-classification, labels: [travel, business, food, sport]}}
                  - location: MODELS/bert-embedding-mean
                    threads: 1
                    languages: [en]
                    tasks: {vector: {}, gist: {kind: extractive-summary, sentences: 2}}
                  - {location: MODELS/bert-fillmask, threads: 1, languages: [en], tasks: {gap: {top-k: 3}}}
                  - {location: MODELS/bert-chinese-textclass, threads: 1, languages: [zh], task: sentiment}
                output: {enriched-topic: text.enriched}
                """.replace("BROKER", servers.broker().bootstrapServers())
                .replace("REGISTRY", servers.registry().url())
                .replace("MODELS", MODELS.toString());
    }

    private static Event event(String id, String text) {
        return new Event(JSON.createObjectNode().put("id", id).put("text", text));
    }

    private record Event(ObjectNode json) {
        Event with(String field, String value) {
            return new Event(json.put(field, value));
        }

        ProducerRecord<byte[], byte[]> record() {
            return new ProducerRecord<>("every.events", utf8("key"), utf8(json.toString()));
        }
    }

    private static Map<String, GenericRecord> byId(String topic) throws IOException {
        Map<String, GenericRecord> found = new TreeMap<>();
        List<String> twice = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : servers.topics().read(topic)) {
            GenericRecord result = servers.results().read(record);
            String id = String.valueOf(result.get("event_id"));
            if (found.put(id, result) != null) {
                twice.add(id);
            }
        }
        assertEquals(List.of(), twice, "no result twice");
        return found;
    }

    private static String model(GenericRecord result) {
        return String.valueOf(((GenericRecord) result.get("model")).get("name"));
    }
}

package dev.scholion.streaming.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.catalog.Aggregation;
import dev.scholion.models.engine.TensorRtOptions.Precision;
import dev.scholion.models.engine.TensorRtOptions.WhileBuilding;
import dev.scholion.streaming.config.ConfigurationException.Problem;
import dev.scholion.streaming.config.DeliveryConfig.Guarantee;
import dev.scholion.streaming.config.InputConfig.Format;
import dev.scholion.streaming.config.InputConfig.Start;
import dev.scholion.streaming.config.InputConfig.Tombstones;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineReaderTest {
    private static final String LEAST = """
            name: news
            kafka: {bootstrap-servers: "broker:9092"}
            registry: {url: "http://registry:8081"}
            input: {topics: text.events}
            model: {location: news-en}
            """;

    @Test
    void theLeastFileGetsTheDocumentedDefaults() throws ConfigurationException {
        PipelineConfig config = read(LEAST);
        assertEquals("news", config.name());
        assertEquals(1, config.parallelism());
        assertEquals(Map.of(), config.kafka().properties());
        assertFalse(config.registry().autoRegister());
        InputConfig input = config.input();
        assertEquals(List.of("text.events"), input.topics());
        assertEquals("news", input.consumerGroup());
        assertEquals(Format.AVRO, input.format());
        assertEquals("text", input.fields().text());
        assertNull(input.fields().id());
        assertEquals(Start.EARLIEST, input.start());
        assertFalse(input.bounded());
        assertEquals(Tombstones.REJECT, input.tombstones());
        assertEquals(100_000, input.maxTextCharacters());
        assertEquals(
                Runtime.getRuntime().availableProcessors(),
                config.models().get(0).threads());
        assertEquals("text.rejected", config.output().rejectedTopic());
        assertNull(config.output().enrichedTopic());
        assertTrue(config.output().ordered());
        assertEquals(Guarantee.AT_LEAST_ONCE, config.delivery().guarantee());
        assertEquals("scholion.news.", config.delivery().transactionalIdPrefix());
    }

    @Test
    void everyKeyReachesItsField() throws ConfigurationException {
        PipelineConfig config = read("""
                name: desk
                parallelism: 4
                kafka:
                  bootstrap-servers: a:1,b:2
                  properties: {security.protocol: SASL_SSL, linger.ms: 7}
                registry:
                  url: https://r
                  properties: {basic.auth.credentials.source: USER_INFO}
                  auto-register: true
                input:
                  topic-pattern: "desk\\\\..*"
                  consumer-group: readers
                  format: json
                  fields: {text: body.text, id: id, language: lang, event-time: at}
                  start: timestamp
                  start-at: 2026-02-03T04:05:06Z
                  stop: latest
                  tombstones: forward
                  max-text-characters: 5000
                model: {location: ./mine, threads: 3, batch-tokens: 1024, batch-rows: 16, stride: 10, task: mood,
                  precision: int8, languages: [en, DE-at], aggregation: first,
                  engine: {kind: cpu, device: 1, precision: bf16, lanes: 3, libraries: /libs, cache: /engines,
                           cuda-graphs: false, while-building: wait, build-timeout: 5m}}
                language: {detect: true}
                output:
                  topics: {mood: desk.mood}
                  enriched-topic: desk.all
                  rejected-topic: desk.bad
                  max-record-bytes: 20000
                  order: none
                delivery:
                  guarantee: exactly-once
                  checkpoint-interval: 500ms
                  checkpoint-timeout: 1m
                  checkpoint-directory: file:///tmp/x
                  longest-outage: 10m
                  transaction-timeout: 2h
                """);
        assertEquals(
                new PipelineConfig(
                        "desk",
                        new KafkaConfig("a:1,b:2", Map.of("security.protocol", "SASL_SSL", "linger.ms", "7")),
                        new RegistryConfig("https://r", Map.of("basic.auth.credentials.source", "USER_INFO"), true),
                        new InputConfig(
                                List.of(),
                                "desk\\..*",
                                "readers",
                                Format.JSON,
                                new InputConfig.FieldPaths("body.text", "id", "lang", "at"),
                                Start.TIMESTAMP,
                                Instant.parse("2026-02-03T04:05:06Z"),
                                true,
                                Tombstones.FORWARD,
                                5000),
                        List.of(new ModelConfig(
                                "model",
                                "./mine",
                                "int8",
                                new EngineConfig(
                                        "cpu",
                                        1,
                                        Precision.BF16,
                                        3,
                                        "/libs",
                                        "/engines",
                                        false,
                                        WhileBuilding.WAIT,
                                        Duration.ofMinutes(5)),
                                3,
                                1024,
                                16,
                                10,
                                "mood",
                                List.of("en", "de"),
                                Aggregation.FIRST,
                                null)),
                        true,
                        new OutputConfig(Map.of("mood", "desk.mood"), "desk.all", "desk.bad", 20_000, false),
                        new DeliveryConfig(
                                Guarantee.EXACTLY_ONCE,
                                Duration.ofMillis(500),
                                Duration.ofMinutes(1),
                                "file:///tmp/x",
                                Duration.ofHours(2),
                                "scholion.desk."),
                        4),
                config);
    }

    @Test
    void allMistakesAreToldAtOnceEachWithItsKey() {
        List<String> keys = problems("""
                name: no dots.here
                kafka: {properties: {isolation.level: read_uncommitted, x: [1]}}
                registry: {url: [a, b], auto-register: perhaps}
                input: {topics: ["bad topic"], topic-pattern: "(", format: xml, start: timestamp, colour: red}
                model: {location: m, threads: 0}
                output: {topics: {a: same, b: same}}
                delivery: {guarantee: exactly-once, transaction-timeout: 5s, checkpoint-interval: soon}
                parallelism: many
                extra: 1
                """).stream().map(Problem::key).toList();
        assertEquals(
                List.of(
                        "name",
                        "kafka.bootstrap-servers",
                        "kafka.properties.x",
                        "kafka.properties.isolation.level",
                        "registry.url",
                        "registry.url",
                        "registry.auto-register",
                        "input.topics",
                        "input.topic-pattern",
                        "input.topics",
                        "input.start-at",
                        "input.format",
                        "input.colour",
                        "model.threads",
                        "delivery.checkpoint-interval",
                        "delivery.transaction-timeout",
                        "parallelism",
                        "extra",
                        "output.topics"),
                keys);
    }

    @Test
    void exactlyOnceIsRefusedWhereATransactionCouldEndBeforeItsCheckpoint() {
        Problem problem = problems(LEAST + "delivery: {guarantee: exactly-once, transaction-timeout: 15m}\n")
                .get(0);
        assertEquals("delivery.transaction-timeout", problem.key());
        assertTrue(problem.message().contains("900 s") && problem.message().contains("2110 s"), problem.message());
    }

    @Test
    void anInputThatIsAlsoAnOutputIsRefused() {
        assertEquals(
                "input.topics",
                problems(LEAST + "output: {rejected-topic: text.events}\n")
                        .get(0)
                        .key());
    }

    @Test
    void environmentVariablesOverrideKeys() throws ConfigurationException {
        PipelineConfig config = PipelineReader.read(
                "test",
                LEAST,
                Map.of(
                        "SCHOLION_KAFKA_BOOTSTRAP_SERVERS", "other:9",
                        "SCHOLION_INPUT_TOPICS", "a, b",
                        "SCHOLION_PARALLELISM", "3"));
        assertEquals("other:9", config.kafka().bootstrapServers());
        assertEquals(List.of("a", "b"), config.input().topics());
        assertEquals(3, config.parallelism());
    }

    @Test
    void secretsComeFromTheEnvironmentOrFilesAndAreNotPrinted(@TempDir Path folder)
            throws ConfigurationException, IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "s3cret$1\n");
        PipelineConfig config = PipelineReader.read("test", """
                name: news
                kafka:
                  bootstrap-servers: broker:9092
                  properties: {sasl.jaas.config: 'user="${env:KAFKA_USER}" password="${file:%s}";'}
                registry: {url: "http://r", properties: {basic.auth.user.info: "${env:KAFKA_USER}:x"}}
                input: {topics: t}
                model: {location: m}
                """.formatted(secret), Map.of("KAFKA_USER", "ada"));
        assertEquals(
                "user=\"ada\" password=\"s3cret$1\";",
                config.kafka().properties().get("sasl.jaas.config"));
        assertFalse(config.toString().contains("s3cret"), config.toString());
        assertFalse(config.toString().contains("ada"), config.toString());
    }

    @Test
    void aSecretThatIsNotThereIsAProblemThatNamesItsPlace() {
        Problem problem =
                problems(LEAST + "output: {enriched-topic: '${env:NOWHERE}'}\n").get(0);
        assertEquals("output.enriched-topic", problem.key());
        assertTrue(problem.message().contains("NOWHERE"), problem.message());
    }

    @Test
    void whatIsNotYamlIsSaidToBeSo() {
        assertEquals("file", problems("a: [").get(0).key());
        assertEquals("file", problems("just text").get(0).key());
    }

    private static PipelineConfig read(String yaml) throws ConfigurationException {
        return PipelineReader.read("test", yaml, Map.of());
    }

    private static List<Problem> problems(String yaml) {
        return assertThrows(ConfigurationException.class, () -> read(yaml)).problems();
    }
}

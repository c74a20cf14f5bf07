package dev.scholion.streaming.local;

import static dev.scholion.streaming.testing.Topics.utf8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scholion.models.catalog.Catalog;
import dev.scholion.streaming.config.PipelineConfig;
import dev.scholion.streaming.config.PipelineReader;
import dev.scholion.streaming.job.Preparation;
import dev.scholion.streaming.job.Submission;
import dev.scholion.streaming.testing.Results;
import dev.scholion.streaming.testing.Topics;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker process dies by SIGKILL in the middle of a bounded job; another takes its place. All processes are real. */
class KilledWorkerTest {
    private static final int EVENTS = 1_500;

    @TempDir
    private static Path folder;

    private static LocalBroker broker;
    private static LocalRegistry registry;
    private static LocalFlink jobManager;
    private static Topics topics;

    @BeforeAll
    static void startServers() throws Exception {
        Installation installation = Installation.current();
        Ports ports = new Ports();
        broker = LocalBroker.start(installation, folder.resolve("broker"));
        registry = LocalRegistry.start(installation, folder.resolve("registry"));
        jobManager = LocalFlink.startJobManager(
                installation, folder.resolve("flink"), ports.any(), ports.any(), 1, Lifetime.ATTACHED, Progress.SILENT);
        topics = new Topics(broker.bootstrapServers());
    }

    @AfterAll
    static void stopServers() {
        for (AutoCloseable server : new AutoCloseable[] {topics, jobManager, registry, broker}) {
            if (server != null) {
                assertDoesNotThrow(server::close);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"at-least-once", "exactly-once"})
    void nothingIsLostAndExactlyOnceDoublesNothing(String guarantee) throws Exception {
        String events = guarantee + ".events";
        topics.create(events, 2);
        topics.write(IntStream.range(0, EVENTS)
                .mapToObj(i -> new ProducerRecord<>(events, utf8("key-" + i % 7), utf8(text(i))))
                .toList());
        long seed = System.nanoTime();
        int killAfter = 50 + new Random(seed).nextInt(EVENTS / 2);
        System.out.printf("%s: worker is killed after %d results (seed %d)%n", guarantee, killAfter, seed);

        int first = guarantee.startsWith("at") ? 1 : 3;
        LocalFlink victim = worker(first);
        PipelineConfig config = config(guarantee, events);
        Preparation preparation = Preparation.of(
                config, new Catalog(List.of(Installation.current().home().resolve("models/catalog"))));
        preparation.createMissingTopics();
        JobClient job = Submission.submit(preparation.plan(), URI.create(jobManager.webUrl()), null);
        awaitResults(guarantee + ".sentiment", killAfter);
        victim.handle().destroyForcibly();
        victim.handle().onExit().get(1, TimeUnit.MINUTES);
        LocalFlink successor = worker(first + 1);
        try {
            job.getJobExecutionResult().get(4, TimeUnit.MINUTES);
            for (String task : List.of("sentiment", "entities", "topic")) {
                assertResults(guarantee, guarantee + "." + task, events);
            }
        } finally {
            successor.close();
        }
    }

    private static void assertResults(String guarantee, String topic, String events) throws Exception {
        Results results = new Results(registry.url());
        List<String> ids = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : topics.read(topic)) {
            ids.add(String.valueOf(results.read(record).get("event_id")));
        }
        TreeSet<String> expected = new TreeSet<>();
        for (ConsumerRecord<byte[], byte[]> event : topics.read(events)) {
            expected.add(events + "-" + event.partition() + "-" + event.offset());
        }
        assertEquals(EVENTS, expected.size());
        assertEquals(expected, new TreeSet<>(ids), topic + ": every event, and no other");
        if (guarantee.equals("exactly-once")) {
            assertEquals(EVENTS, ids.size(), topic + ": none twice");
        }
    }

    private static LocalFlink worker(int number) throws LocalRunException {
        int port = URI.create(jobManager.webUrl()).getPort();
        return LocalFlink.startTaskManager(
                Installation.current(), folder.resolve("flink"), port, number, Lifetime.ATTACHED, Progress.SILENT);
    }

    /** Blocks until that many results are there, committed or not. */
    private static void awaitResults(String topic, int count) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "group.id",
                        "watch-" + topic,
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
            int seen = 0;
            while (seen < count) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError(seen + " results of " + count + " after two minutes");
                }
                seen += consumer.poll(Duration.ofMillis(100)).count();
            }
        }
    }

    private static PipelineConfig config(String name, String events) throws Exception {
        Path file = Files.createDirectories(folder.resolve("pipelines")).resolve(name + ".yaml");
        return PipelineReader.read(
                Files.writeString(
                        file, """
                        name: NAME
                        kafka: {bootstrap-servers: "%s"}
                        registry: {url: "%s", auto-register: true}
                        input: {topics: "%s", format: text, stop: latest}
                        model: {location: news-en}
                        output:
                          topics: {sentiment: NAME.sentiment, entities: NAME.entities, topic: NAME.topic}
                          rejected-topic: NAME.rejected
                        delivery: {guarantee: NAME, checkpoint-interval: 500ms}
                        """.replace("NAME", name).formatted(broker.bootstrapServers(), registry.url(), events)),
                Map.of());
    }

    private static String text(int number) {
        return "Report %d: %s"
                .formatted(number, "the river near Graz is calm and the bridge is open again. ".repeat(1 + number % 4));
    }
}

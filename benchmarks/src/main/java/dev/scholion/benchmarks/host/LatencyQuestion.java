package dev.scholion.benchmarks.host;

import dev.scholion.benchmarks.Spread;
import dev.scholion.benchmarks.rate.EngineRate;
import dev.scholion.benchmarks.standin.StandInProvider;
import dev.scholion.benchmarks.standin.StandInSettings;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What the job adds to an event's time when it has nothing else to do: one event at a time through the job, and in turn
 * through a relay that only copies from topic to topic, which is the broker's share.
 */
final class LatencyQuestion {
    private static final int EVENTS_OF_A_BLOCK = 60;
    private static final long PAUSE_MILLIS = 5;

    private final HostOptions options;
    private final Scenario scenario;
    private final Path folder;
    private final LocalServers servers;

    LatencyQuestion(HostOptions options, Scenario scenario, Path folder, LocalServers servers) {
        this.options = options;
        this.scenario = scenario;
        this.folder = folder;
        this.servers = servers;
    }

    void ask() throws Exception {
        System.setProperty(StandInSettings.PREFIX + "share", Double.toString(options.share()));
        Path model = scenario.model(folder, options.tokenizer());
        List<String> texts = scenario.texts(options.tokenizer());
        List<byte[]> values = scenario.values(texts);
        String name = "latency-" + System.nanoTime();
        String in = name + ".events";
        for (String topic : List.of(in, name + ".results", name + ".relay-in", name + ".relay-out")) {
            servers.create(topic, 1);
        }
        String yaml = scenario.pipeline(servers, model, name, in, StandInProvider.KIND, options.kafkaProperties());
        List<Double> job = new ArrayList<>();
        List<Double> relay = new ArrayList<>();
        List<Double> engine = new ArrayList<>();
        List<Double> added = new ArrayList<>();
        try (RunningJob running = RunningJob.start(servers, folder, yaml);
                Relay relaying = new Relay(servers, name + ".relay-in", name + ".relay-out");
                StandIn standIn = StandIn.of(model, texts);
                KafkaConsumer<byte[], byte[]> results = servers.consumer(name + ".results");
                KafkaConsumer<byte[], byte[]> copies = servers.consumer(name + ".relay-out");
                KafkaProducer<byte[], byte[]> producer = servers.producer(Map.of("linger.ms", 0))) {
            EngineRate alone = standIn.alone();
            for (int warm = 0; warm < 3; warm++) {
                block(producer, in, results, values);
                block(producer, name + ".relay-in", copies, values);
            }
            for (int round = 0; round < options.rounds(); round++) {
                running.requireRunning();
                relaying.requireRunning();
                List<Double> ofJob = block(producer, in, results, values);
                List<Double> ofRelay = block(producer, name + ".relay-in", copies, values);
                List<Double> ofEngine = new ArrayList<>();
                for (int i = 0; i < EVENTS_OF_A_BLOCK; i++) {
                    ofEngine.add(alone.once() * 1e3);
                }
                job.addAll(ofJob);
                relay.addAll(ofRelay);
                engine.addAll(ofEngine);
                added.add(middle(ofJob) - middle(ofRelay) - middle(ofEngine));
            }
        }
        System.out.printf("%nOne event at a time: %s, %s%n", scenario.name(), options.kafkaProperties());
        print("through the job", job);
        print("through a relay", relay);
        print("engine alone, one row", engine);
        System.out.printf("  G8 added by the job, ms, medians: %s%n", Spread.of(added));
        System.out.printf(
                Locale.ROOT,
                "  G8 added at the 99th of a hundred: %.2f ms%n",
                Spread.quantile(job, 0.99) - Spread.quantile(relay, 0.99) - Spread.quantile(engine, 0.99));
    }

    private static double middle(List<Double> values) {
        return Spread.quantile(values, 0.5);
    }

    private static void print(String what, List<Double> millis) {
        System.out.printf(
                Locale.ROOT,
                "  %-24s p50 %.2f ms, p90 %.2f, p99 %.2f (%d events)%n",
                what,
                middle(millis),
                Spread.quantile(millis, 0.9),
                Spread.quantile(millis, 0.99),
                millis.size());
    }

    /** Milliseconds from handing each event to the producer until its result is in the consumer's hands. */
    private static List<Double> block(
            KafkaProducer<byte[], byte[]> producer,
            String topic,
            KafkaConsumer<byte[], byte[]> results,
            List<byte[]> values)
            throws InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < EVENTS_OF_A_BLOCK; i++) {
            byte[] key =
                    ByteBuffer.allocate(Long.BYTES).putLong(System.nanoTime()).array();
            producer.send(new ProducerRecord<>(topic, key, values.get(i % values.size())));
            long sent = sent(results);
            millis.add((System.nanoTime() - sent) / 1e6);
            Thread.sleep(PAUSE_MILLIS);
        }
        return millis;
    }

    /** When the event was sent whose result comes next. */
    private static long sent(KafkaConsumer<byte[], byte[]> results) {
        while (true) {
            for (ConsumerRecord<byte[], byte[]> record : results.poll(Duration.ofSeconds(10))) {
                return ByteBuffer.wrap(record.key()).getLong();
            }
        }
    }
}

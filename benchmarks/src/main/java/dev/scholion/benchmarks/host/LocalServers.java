package dev.scholion.benchmarks.host;

import dev.scholion.streaming.local.EmbeddedFlink;
import dev.scholion.streaming.local.Installation;
import dev.scholion.streaming.local.LocalBroker;
import dev.scholion.streaming.local.LocalRegistry;
import dev.scholion.streaming.local.Ports;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker and a registry of their own processes, and Flink in this one. Closing stops them. */
final class LocalServers implements AutoCloseable {
    private final LocalBroker broker;
    private final LocalRegistry registry;
    private final EmbeddedFlink flink;
    private final ProcessHandle brokerProcess;
    private final Admin admin;

    private LocalServers(LocalBroker broker, LocalRegistry registry, EmbeddedFlink flink, ProcessHandle process) {
        this.broker = broker;
        this.registry = registry;
        this.flink = flink;
        this.brokerProcess = process;
        this.admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    /** @param folder keeps their data */
    static LocalServers start(Path folder, int slots) throws Exception {
        Installation installation = Installation.current();
        LocalBroker broker = LocalBroker.start(installation, folder.resolve("broker"));
        ProcessHandle process =
                ProcessHandle.current().children().findFirst().orElseThrow(); // no other was started yet
        try {
            LocalRegistry registry = LocalRegistry.start(installation, folder.resolve("registry"));
            try {
                return new LocalServers(
                        broker,
                        registry,
                        EmbeddedFlink.start(folder.resolve("flink"), new Ports().any(), slots),
                        process);
            } catch (Exception e) {
                registry.close();
                throw e;
            }
        } catch (Exception e) {
            broker.close();
            throw e;
        }
    }

    String brokers() {
        return broker.bootstrapServers();
    }

    String registryUrl() {
        return registry.url();
    }

    EmbeddedFlink flink() {
        return flink;
    }

    /** The broker's JVM. */
    ProcessHandle brokerProcess() {
        return brokerProcess;
    }

    void create(String topic, int partitions) throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                .all()
                .get();
    }

    void delete(List<String> topics) throws ExecutionException, InterruptedException {
        admin.deleteTopics(topics).all().get();
    }

    /** Writes values, their keys being their places, and waits until all are taken. */
    void fill(String topic, List<byte[]> values) {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("linger.ms", 20))) {
            for (byte[] value : values) {
                producer.send(new ProducerRecord<>(topic, value));
            }
            producer.flush();
        }
    }

    KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", brokers());
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A consumer of all partitions of a topic, from what comes next. */
    KafkaConsumer<byte[], byte[]> consumer(String topic) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers(), "enable.auto.commit", false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return consumer;
    }

    @Override
    public void close() {
        flink.close();
        admin.close();
        registry.close();
        broker.close();
    }
}

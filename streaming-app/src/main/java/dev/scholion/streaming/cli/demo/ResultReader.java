package dev.scholion.streaming.cli.demo;

import dev.scholion.schemas.registry.ConfluentSchemaRegistry;
import dev.scholion.streaming.cli.view.AvroValues;
import dev.scholion.streaming.cli.view.UnreadableValueException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** An ordinary consumer of the output topics, on a thread of its own: it sees what anybody would see. */
final class ResultReader implements AutoCloseable {
    /** Hears of a result, on the reader's thread. */
    interface Arrived {
        void arrived(String position, String topic, GenericRecord result, long nanos);
    }

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final AvroValues values;
    private final Arrived arrived;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final Thread thread;

    /** Reads from the beginning of the topics, which exist. */
    ResultReader(String bootstrapServers, String registry, Collection<String> topics, Arrived arrived) {
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.values = new AvroValues(ConfluentSchemaRegistry.patient(registry, Map.of()));
        this.arrived = arrived;
        consumer.assign(topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList());
        this.thread = new Thread(this::read, "demo-results");
        thread.start();
    }

    /** Completes when the reader was closed; fails if it cannot go on. */
    CompletableFuture<Void> end() {
        return end;
    }

    private void read() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    long now = System.nanoTime();
                    GenericRecord result = (GenericRecord) values.read(record.value());
                    GenericRecord source = (GenericRecord) result.get("source");
                    String position = source.get("topic") + "-" + source.get("partition") + "-" + source.get("offset");
                    arrived.arrived(position, record.topic(), result, now);
                }
            }
        } catch (WakeupException e) {
            end.complete(null);
        } catch (UnreadableValueException | RuntimeException e) {
            end.completeExceptionally(e);
        }
    }

    /** Ends the thread. Idempotent. */
    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

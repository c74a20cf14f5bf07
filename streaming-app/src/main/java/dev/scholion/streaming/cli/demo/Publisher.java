package dev.scholion.streaming.cli.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends the sample at an even pace, on a thread of its own. */
final class Publisher implements AutoCloseable {
    /** Hears of an event that Kafka has taken, on the producer's thread. */
    interface Sent {
        void sent(String position, DemoEvent event, long nanos);
    }

    private final KafkaProducer<byte[], byte[]> producer;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final CompletableFuture<Integer> done = new CompletableFuture<>();
    private final SampleStream sample;
    private final String topic;
    private final Sent sent;
    private int left;

    /** @param events how many to send in all */
    Publisher(String bootstrapServers, String topic, SampleStream sample, int events, Sent sent) {
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.topic = topic;
        this.sample = sample;
        this.left = events;
        this.sent = sent;
    }

    /** @param rate events a second */
    void start(double rate) {
        var unused = thread.scheduleAtFixedRate(this::publish, 0, (long) (1e9 / rate), TimeUnit.NANOSECONDS);
    }

    /** Completes when Kafka has taken the last event; fails if it did not take one. */
    CompletableFuture<Integer> done() {
        return done;
    }

    private void publish() {
        if (left == 0) {
            producer.flush();
            done.complete(0);
            thread.shutdown();
            return;
        }
        left--;
        DemoEvent event = sample.next();
        long nanos = System.nanoTime();
        producer.send(
                new ProducerRecord<>(topic, event.key().getBytes(StandardCharsets.UTF_8), event.value()),
                (where, failure) -> {
                    if (failure == null) {
                        sent.sent(where.topic() + "-" + where.partition() + "-" + where.offset(), event, nanos);
                    } else {
                        done.completeExceptionally(failure);
                    }
                });
    }

    @Override
    public void close() {
        thread.shutdownNow();
        producer.close(Duration.ofSeconds(5));
    }
}

package dev.scholion.benchmarks.host;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.WakeupException;

/** Copies records from one topic to another at once, on a thread of its own: the least that anything between two topics does. */
final class Relay implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread;

    Relay(LocalServers servers, String from, String to) {
        this.consumer = servers.consumer(from);
        this.producer = servers.producer(Map.of("linger.ms", 0));
        this.thread = new Thread(() -> copy(to), "relay");
        thread.start();
    }

    private void copy(String to) {
        try (consumer;
                producer) {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    producer.send(new ProducerRecord<>(to, record.key(), record.value()));
                }
            }
        } catch (WakeupException e) {
            // it is over
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @throws IllegalStateException if it has ended by itself */
    void requireRunning() {
        if (!thread.isAlive()) {
            throw new IllegalStateException("the relay has ended");
        }
    }
}

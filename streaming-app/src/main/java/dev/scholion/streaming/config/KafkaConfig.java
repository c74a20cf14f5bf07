package dev.scholion.streaming.config;

import java.io.Serializable;
import java.util.Map;

/**
 * The brokers at both ends.
 *
 * @param properties any setting of Kafka's clients, secrets already put in; never print its values
 */
public record KafkaConfig(String bootstrapServers, Map<String, String> properties) implements Serializable {
    public KafkaConfig {
        properties = Map.copyOf(properties);
    }

    @Override
    public String toString() {
        return "KafkaConfig[" + bootstrapServers + ", " + properties.keySet() + "]";
    }
}

package dev.scholion.streaming.config;

import java.io.Serializable;
import java.util.Map;

/**
 * The schema registry.
 *
 * @param url Confluent's REST API; several addresses are separated by commas
 * @param properties settings of Confluent's registry client, secrets already put in; never print its values
 * @param autoRegister whether missing subjects are registered at start; otherwise a missing subject is an error
 */
public record RegistryConfig(String url, Map<String, String> properties, boolean autoRegister) implements Serializable {
    public RegistryConfig {
        properties = Map.copyOf(properties);
    }

    @Override
    public String toString() {
        return "RegistryConfig[" + url + ", " + properties.keySet() + ", autoRegister=" + autoRegister + "]";
    }
}

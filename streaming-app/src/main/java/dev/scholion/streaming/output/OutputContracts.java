package dev.scholion.streaming.output;

import dev.scholion.schemas.registry.RegistryException;
import dev.scholion.schemas.registry.RegistryException.Kind;
import dev.scholion.schemas.registry.SchemaRegistry;
import dev.scholion.streaming.config.ConfigurationException.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** The schemas of the output topics, as the registry holds them. */
public final class OutputContracts {
    private static final String KEY = "registry";

    private final TopicRouting routing;
    private final SchemaRegistry registry;
    private final boolean autoRegister;

    /** @param autoRegister whether a missing schema is registered, instead of being a problem */
    public OutputContracts(TopicRouting routing, SchemaRegistry registry, boolean autoRegister) {
        this.routing = routing;
        this.registry = registry;
        this.autoRegister = autoRegister;
    }

    /** Why {@link #schemaIds} would fail, all at once; empty if it would not. Registers nothing. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        for (var contract : routing.schemas().entrySet()) {
            try {
                check(SchemaRegistry.subject(contract.getKey()), contract.getValue(), problems);
            } catch (RegistryException e) {
                problems.add(new Problem(KEY, String.valueOf(e.getMessage())));
                if (e.kind() == Kind.UNAVAILABLE || e.kind() == Kind.UNAUTHORIZED) {
                    break; // the others would say the same
                }
            }
        }
        return problems;
    }

    /**
     * The registered schema of each output topic.
     *
     * @throws RegistryException if one is missing or refused, or the registry does not answer
     */
    public Map<String, Integer> schemaIds() {
        Map<String, Integer> ids = new LinkedHashMap<>();
        routing.schemas().forEach((topic, schema) -> {
            String subject = SchemaRegistry.subject(topic);
            ids.put(topic, autoRegister ? registry.register(subject, schema) : registry.id(subject, schema));
        });
        return ids;
    }

    private void check(String subject, Schema schema, List<Problem> problems) {
        try {
            registry.id(subject, schema);
            return;
        } catch (RegistryException e) {
            if (e.kind() != Kind.NOT_FOUND) {
                throw e;
            }
        }
        List<String> incompatibilities = registry.incompatibilities(subject, schema);
        if (!incompatibilities.isEmpty()) {
            problems.add(new Problem(
                    KEY,
                    "subject '%s' does not allow the schema %s: %s"
                            .formatted(subject, schema.getName(), String.join("; ", incompatibilities))));
        } else if (!autoRegister) {
            problems.add(new Problem(
                    KEY,
                    "subject '%s' lacks the schema %s: register it, or set registry.auto-register"
                            .formatted(subject, schema.getName())));
        }
    }
}

package dev.scholion.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scholion.schemas.registry.RegistryException.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** A registry with Confluent's REST API: Confluent's own, Apicurio's, Karapace or Redpanda's. */
public final class ConfluentSchemaRegistry implements SchemaRegistry {
    /** A schema may be put together from other subjects' schemas; more than this is no honest schema. */
    private static final int MOST_REFERENCES = 64;

    private final RegistryClient client;
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    /**
     * Does not connect yet.
     *
     * @param urls addresses of the same registry, separated by commas, each with the path to Confluent's API
     * @param properties as Confluent's clients take them: {@code basic.auth.*}, {@code bearer.auth.*} with a static
     *     token, {@code schema.registry.ssl.*}, {@code http.connect.timeout.ms} and {@code http.read.timeout.ms}
     * @throws IllegalArgumentException naming what cannot be used, never a value
     */
    public ConfluentSchemaRegistry(String urls, Map<String, String> properties) {
        this.client = new RegistryClient(RegistryAccess.of(urls, properties));
    }

    /** The same with three tries at each question where the registry is unavailable. */
    public static SchemaRegistry patient(String urls, Map<String, String> properties) {
        return new RetryingSchemaRegistry(new ConfluentSchemaRegistry(urls, properties), 3, Duration.ofMillis(500));
    }

    @Override
    public int id(String subject, Schema schema) {
        return id(client.post("/subjects/" + encoded(subject), body(schema)));
    }

    @Override
    public int register(String subject, Schema schema) {
        return id(client.post("/subjects/" + encoded(subject) + "/versions", body(schema)));
    }

    @Override
    public Schema schema(int id) {
        Schema known = schemas.get(id);
        if (known != null) {
            return known;
        }
        // Two threads may both ask; the answers are the same.
        JsonNode answer = client.read("/schemas/ids/" + id);
        SchemaReader reader = new SchemaReader();
        readReferences(id, answer, reader, new HashSet<>());
        Schema schema = reader.read(id, text(id, answer));
        schemas.put(id, schema);
        return schema;
    }

    @Override
    public List<String> incompatibilities(String subject, Schema schema) {
        JsonNode answer;
        try {
            answer =
                    client.post("/compatibility/subjects/" + encoded(subject) + "/versions?verbose=true", body(schema));
        } catch (RegistryException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return List.of();
            }
            throw e;
        }
        if (answer.path("is_compatible").asBoolean()) {
            return List.of();
        }
        List<String> messages = new ArrayList<>();
        answer.path("messages").forEach(message -> messages.add(message.asText()));
        return messages.isEmpty() ? List.of("not compatible") : List.copyOf(messages);
    }

    /** References first, each once, those that a reference refers to before it. */
    private void readReferences(int id, JsonNode answer, SchemaReader reader, Set<String> seen) {
        for (JsonNode reference : answer.path("references")) {
            String path = "/subjects/" + encoded(reference.path("subject").asText()) + "/versions/"
                    + reference.path("version").asInt();
            if (!seen.add(path)) {
                continue;
            }
            if (seen.size() > MOST_REFERENCES) {
                throw new RegistryException(
                        Kind.UNREADABLE, "schema %d refers to more than %d others".formatted(id, MOST_REFERENCES));
            }
            JsonNode part = client.read(path);
            readReferences(id, part, reader, seen);
            reader.read(id, text(id, part));
        }
    }

    private static String text(int id, JsonNode answer) {
        String type = answer.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new RegistryException(Kind.UNREADABLE, "schema %d is not Avro".formatted(id));
        }
        return answer.path("schema").asText();
    }

    private static int id(JsonNode answer) {
        JsonNode id = answer.path("id");
        if (!id.canConvertToInt() || id.asInt(-1) < 0) {
            throw new RegistryException(Kind.UNAVAILABLE, "the registry's answer holds no id");
        }
        return id.asInt();
    }

    private static Map<String, String> body(Schema schema) {
        return Map.of("schema", schema.toString());
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

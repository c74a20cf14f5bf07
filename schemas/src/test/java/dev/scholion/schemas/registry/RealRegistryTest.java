package dev.scholion.schemas.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scholion.events.EnrichedText;
import dev.scholion.events.RejectedText;
import dev.scholion.events.SentimentResult;
import dev.scholion.schemas.registry.RegistryException.Kind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against Apicurio's registry, through its Confluent API. */
class RealRegistryTest {
    private static RegistryProcess process;
    private static SchemaRegistry registry;

    @BeforeAll
    static void start() throws Exception {
        process = RegistryProcess.start();
        registry = new ConfluentSchemaRegistry(process.url(), Map.of());
    }

    @AfterAll
    static void stop() {
        process.close();
    }

    @Test
    void registersAndFindsItAgain() {
        Schema schema = SentimentResult.getClassSchema();
        assertKind(Kind.NOT_FOUND, () -> registry.id("text.sentiment-value", schema));
        int id = registry.register("text.sentiment-value", schema);
        assertEquals(id, registry.id("text.sentiment-value", schema));
        assertEquals(id, registry.register("text.sentiment-value", schema));
        assertEquals(schema, registry.schema(id));
        assertSame(registry.schema(id), registry.schema(id));
    }

    @Test
    void registersExactlyWhatAvroPrints() throws Exception {
        Schema schema = RejectedText.getClassSchema();
        int id = registry.register("text.rejected-value", schema);
        String answer = ask("GET", "/schemas/ids/" + id + "/schema", "");
        assertEquals(schema.toString(), answer);
    }

    @Test
    void findsOnlyTheVeryVersionOfASubject() {
        registry.register("text.enriched-value", EnrichedText.getClassSchema());
        assertKind(Kind.NOT_FOUND, () -> registry.id("text.enriched-value", RejectedText.getClassSchema()));
        assertKind(Kind.NOT_FOUND, () -> registry.schema(987_654));
    }

    @Test
    void keepsASubjectsRule() throws Exception {
        Schema first = record("ruled").fields().requiredString("text").endRecord();
        Schema fits = record("ruled")
                .fields()
                .requiredString("text")
                .optionalString("more")
                .endRecord();
        Schema breaks = record("ruled").fields().requiredLong("number").endRecord();
        registry.register("ruled-value", first);
        ask("PUT", "/config/ruled-value", "{\"compatibility\":\"FULL_TRANSITIVE\"}");

        assertEquals(List.of(), registry.incompatibilities("ruled-value", fits));
        assertFalse(registry.incompatibilities("ruled-value", breaks).isEmpty());
        assertKind(Kind.INCOMPATIBLE, () -> registry.register("ruled-value", breaks));
        assertEquals(List.of(), registry.incompatibilities("nobody-value", breaks));
    }

    @Test
    void readsASchemaThatIsPutTogetherFromOthers() throws Exception {
        registry.register(
                "part-value", record("Part").fields().requiredString("text").endRecord());
        String body = """
                {"schema": "{\\"type\\":\\"record\\",\\"name\\":\\"Whole\\",\\"fields\\":[{\\"name\\":\\"part\\",\\"type\\":\\"test.Part\\"}]}",
                 "references": [{"name": "test.Part", "subject": "part-value", "version": 1}]}""";
        String answer = ask("POST", "/subjects/whole-value/versions", body);
        int id = Integer.parseInt(answer.replaceAll("\\D", ""));
        assertEquals("Part", registry.schema(id).getField("part").schema().getName());
    }

    @Test
    void takesSubjectsOfAnyName() {
        Schema schema = record("odd").fields().endRecord();
        int id = registry.register("a topic/with, odd?#%characters-value", schema);
        assertEquals(id, registry.id("a topic/with, odd?#%characters-value", schema));
    }

    @Test
    void aWrongPathSaysNothingAboutSchemas() {
        SchemaRegistry elsewhere = new ConfluentSchemaRegistry(process.url() + "/nowhere", Map.of());
        assertKind(Kind.REFUSED, () -> elsewhere.schema(1));
    }

    private static SchemaBuilder.RecordBuilder<Schema> record(String name) {
        return SchemaBuilder.record(name).namespace("test");
    }

    private static void assertKind(Kind kind, Runnable question) {
        assertEquals(kind, assertThrows(RegistryException.class, question::run).kind());
    }

    private static String ask(String method, String path, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(process.url() + path))
                                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}

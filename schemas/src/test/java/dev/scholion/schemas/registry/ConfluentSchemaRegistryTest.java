package dev.scholion.schemas.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.schemas.registry.RegistryException.Kind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfluentSchemaRegistryTest {
    private static final String STRING = "{\"schema\": \"\\\"string\\\"\"}";

    private FakeServer server;

    @BeforeEach
    void start() throws IOException {
        server = FakeServer.answering(200, STRING);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    404 | {"error_code": 40403, "message": "no schema"} | NOT_FOUND
                    404 | {"error_code": 40401, "message": "no subject"} | NOT_FOUND
                    404 | {"error_code": 404, "message": "nothing"} | NOT_FOUND
                    404 | <html>no such page</html> | REFUSED
                    404 | {} | REFUSED
                    401 | {} | UNAUTHORIZED
                    403 | {"error_code": 40301} | UNAUTHORIZED
                    409 | {"error_code": 409} | INCOMPATIBLE
                    422 | {"error_code": 42201} | REFUSED
                    302 | moved | REFUSED
                    429 | slower | UNAVAILABLE
                    408 | later | UNAVAILABLE
                    500 | {"error_code": 50001} | UNAVAILABLE
                    503 | <html>no</html> | UNAVAILABLE
                    200 | <html>welcome to the hotel</html> | UNAVAILABLE
                    200 | {"schema": "{"} | UNREADABLE
                    200 | {"schema": "\\"string\\"", "schemaType": "PROTOBUF"} | UNREADABLE
                    200 | {"schema": "{\\"type\\": 5}"} | UNREADABLE
                    200 | {} | UNREADABLE""")
    void tellsAnswersApart(int status, String body, Kind kind) {
        server.answerWith(status, body);
        assertEquals(
                kind,
                assertThrows(RegistryException.class, () -> registry().schema(1))
                        .kind());
    }

    @Test
    void asksOnceForASchemaAndAgainAfterAFailure() {
        SchemaRegistry registry = registry();
        server.answerWith(404, "{\"error_code\": 40403}");
        assertThrows(RegistryException.class, () -> registry.schema(1));
        assertThrows(RegistryException.class, () -> registry.schema(1));
        server.answerWith(200, STRING);
        assertEquals(Schema.Type.STRING, registry.schema(1).getType());
        assertEquals(Schema.Type.STRING, registry.schema(1).getType());
        assertEquals(3, server.requests().size());
    }

    @Test
    void saysThatAStoppedRegistryIsUnavailable() {
        server.close();
        assertKind(Kind.UNAVAILABLE, server.url(), Map.of());
    }

    @Test
    void goesOnToTheNextAddressAndStaysThere() throws IOException {
        try (FakeServer broken = FakeServer.answering(503, "")) {
            SchemaRegistry registry = new ConfluentSchemaRegistry(broken.url() + ", " + server.url() + "/", Map.of());
            registry.schema(1);
            registry.schema(2);
            assertEquals(1, broken.requests().size());
            assertEquals(2, server.requests().size());
            assertEquals("/schemas/ids/2", server.requests().get(1).path());
        }
    }

    @Test
    void doesNotAskTheNextAddressAboutWhatOneHasAnswered() throws IOException {
        try (FakeServer first = FakeServer.answering(404, "{\"error_code\": 40403}")) {
            assertKind(Kind.NOT_FOUND, first.url() + "," + server.url(), Map.of());
            assertTrue(server.requests().isEmpty());
        }
    }

    @Test
    void doesNotWaitForAnAnswerThatNeverEnds() {
        server.fallSilent();
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertKind(Kind.UNAVAILABLE, server.url(), Map.of("http.read.timeout.ms", "200")));
    }

    @Test
    void readsNoEndlessAnswer() {
        server.answerWith(200, "{\"schema\": \"" + "x".repeat(5 << 20) + "\"}");
        assertKind(Kind.UNAVAILABLE, server.url(), Map.of());
    }

    @Test
    void readsNoBottomlessSchema() {
        int depth = 100_000;
        String schema = "{\\\"type\\\":\\\"array\\\",\\\"items\\\":".repeat(depth) + "\\\"int\\\"" + "}".repeat(depth);
        server.answerWith(200, "{\"schema\": \"" + schema + "\"}");
        assertKind(Kind.UNREADABLE, server.url(), Map.of());
    }

    @Test
    void readsSchemasThatOthersWroteCarelessly() {
        server.answerWith(
                200,
                "{\"schema\": \"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"my-record\\\",\\\"fields\\\":["
                        + "{\\\"name\\\":\\\"a b\\\",\\\"type\\\":\\\"int\\\",\\\"default\\\":\\\"none\\\"}]}\"}");
        assertEquals("a b", registry().schema(1).getFields().get(0).name());
    }

    @Test
    void stopsAtReferencesWithoutEnd() {
        server.answerWith(
                200,
                "{\"schema\": \"\\\"int\\\"\", \"references\": [{\"name\": \"a\", \"subject\": \"s\", \"version\": 1}]}");
        assertEquals(Schema.Type.INT, registry().schema(1).getType());
        assertEquals(2, server.requests().size());
    }

    @Test
    void authorizesWithUserAndPassword() {
        new ConfluentSchemaRegistry(
                        server.url(),
                        Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "anna:s3cret"))
                .schema(1);
        assertEquals("Basic YW5uYTpzM2NyZXQ=", server.requests().get(0).authorization());
    }

    @Test
    void authorizesWithTheUserOfTheAddress() {
        new ConfluentSchemaRegistry("http://anna:s3cr%65t@" + server.authority(), Map.of()).schema(1);
        assertEquals("Basic YW5uYTpzM2NyZXQ=", server.requests().get(0).authorization());
    }

    @Test
    void authorizesWithAToken() {
        new ConfluentSchemaRegistry(
                        server.url(),
                        Map.of("bearer.auth.credentials.source", "STATIC_TOKEN", "bearer.auth.token", "t0ken"))
                .schema(1);
        assertEquals("Bearer t0ken", server.requests().get(0).authorization());
    }

    @Test
    void authorizesNobodyUnasked() {
        registry().schema(1);
        assertNull(server.requests().get(0).authorization());
    }

    @Test
    void tellsNoSecret() {
        server.close();
        RegistryException failure = assertThrows(
                RegistryException.class,
                () -> new ConfluentSchemaRegistry("http://anna:s3cret@" + server.authority(), Map.of()).schema(1));
        StringWriter printed = new StringWriter();
        failure.printStackTrace(new PrintWriter(printed));
        assertFalse(printed.toString().contains("s3cret"), printed::toString);
        RegistryAccess access = RegistryAccess.of("http://anna:s3cret@" + server.authority(), Map.of());
        assertFalse(access.toString().contains("s3cret"));
        assertFalse(access.toString().contains("YW5uYTpzM2NyZXQ="));
    }

    private SchemaRegistry registry() {
        return new ConfluentSchemaRegistry(server.url(), Map.of());
    }

    private static void assertKind(Kind kind, String urls, Map<String, String> properties) {
        SchemaRegistry registry = new ConfluentSchemaRegistry(urls, properties);
        assertEquals(
                kind,
                assertThrows(RegistryException.class, () -> registry.schema(1)).kind());
    }
}

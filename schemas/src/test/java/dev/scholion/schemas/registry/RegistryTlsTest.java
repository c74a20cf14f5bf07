package dev.scholion.schemas.registry;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scholion.schemas.registry.RegistryException.Kind;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTlsTest {
    private static final String PASSWORD = "changeit";
    private static final String ANSWER = "{\"schema\": \"\\\"string\\\"\"}";

    @TempDir
    private static Path folder;

    private static Path keys;
    private static Path certificate;

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = folder.resolve("keys.p12");
        certificate = folder.resolve("certificate.pem");
        keytool(
                "-genkeypair",
                "-alias",
                "registry",
                "-keyalg",
                "EC",
                "-dname",
                "CN=registry",
                "-ext",
                "san=ip:127.0.0.1",
                "-keystore",
                keys.toString());
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "registry",
                "-keystore",
                keys.toString(),
                "-file",
                certificate.toString());
    }

    @Test
    void trustsWhomItIsToldToTrust() throws Exception {
        try (FakeServer server =
                FakeServer.overTls(requireNonNull(RegistryTls.context(keyStore("keystore"))), 200, ANSWER)) {
            new ConfluentSchemaRegistry(server.url(), keyStore("truststore")).schema(1);
            new ConfluentSchemaRegistry(
                            server.url(),
                            Map.of(
                                    "schema.registry.ssl.truststore.location",
                                    certificate.toString(),
                                    "schema.registry.ssl.truststore.type",
                                    "PEM"))
                    .schema(1);
            assertEquals(2, server.requests().size());
        }
    }

    @Test
    void trustsNobodyElse() throws Exception {
        try (FakeServer server =
                FakeServer.overTls(requireNonNull(RegistryTls.context(keyStore("keystore"))), 200, ANSWER)) {
            SchemaRegistry registry = new ConfluentSchemaRegistry(server.url(), Map.of());
            assertEquals(
                    Kind.UNAVAILABLE,
                    assertThrows(RegistryException.class, () -> registry.schema(1))
                            .kind());
            SchemaRegistry otherName =
                    new ConfluentSchemaRegistry(server.url().replace("127.0.0.1", "localhost"), keyStore("truststore"));
            assertThrows(RegistryException.class, () -> otherName.schema(1));
            assertEquals(List.of(), server.requests());
        }
    }

    private static Map<String, String> keyStore(String role) {
        return new HashMap<>(Map.of(
                "schema.registry.ssl." + role + ".location",
                keys.toString(),
                "schema.registry.ssl." + role + ".password",
                PASSWORD,
                "schema.registry.ssl." + role + ".type",
                "PKCS12"));
    }

    private static void keytool(String... arguments) throws Exception {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(Stream.concat(
                                Stream.of(tool, "-storepass", PASSWORD, "-storetype", "PKCS12"), Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(true, process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
    }
}

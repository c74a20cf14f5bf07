package dev.scholion.schemas.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryAccessTest {
    @Test
    void refusesAPropertyThatItDoesNotKnow() {
        assertEquals(
                "registry properties not supported: [bearer.auth.client.secret, sasl.jaas.config]",
                refusal(Map.of("sasl.jaas.config", "s3cret", "bearer.auth.client.secret", "s3cret")));
    }

    @Test
    void refusesCredentialsThatAreIncompleteOrOfAnotherKind() {
        assertEquals("basic.auth.user.info is missing", refusal(Map.of("basic.auth.credentials.source", "USER_INFO")));
        assertEquals(
                "basic.auth.credentials.source must be URL or USER_INFO",
                refusal(Map.of("basic.auth.credentials.source", "SASL_INHERIT")));
        assertEquals("bearer.auth.token is missing", refusal(Map.of("bearer.auth.credentials.source", "STATIC_TOKEN")));
        assertEquals(
                "bearer.auth.credentials.source must be STATIC_TOKEN",
                refusal(Map.of("bearer.auth.credentials.source", "OAUTHBEARER")));
        assertEquals(
                "basic.auth.* and bearer.auth.* exclude each other",
                refusal(Map.of("basic.auth.user.info", "a:b", "bearer.auth.token", "t")));
    }

    @Test
    void namesAStoreThatCannotBeRead() {
        String message = refusal(Map.of(
                "schema.registry.ssl.truststore.location", "/nowhere/trust.jks",
                "schema.registry.ssl.truststore.password", "s3cret"));
        assertEquals("schema.registry.ssl.truststore.location cannot be read: /nowhere/trust.jks", message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "registry:8081", "ftp://registry", "http://", "http://a:s3cret@ b", "http://one,,http://two"
            })
    void refusesWhatIsNoAddressWithoutRepeatingIt(String urls) {
        String message =
                String.valueOf(assertThrows(IllegalArgumentException.class, () -> RegistryAccess.of(urls, Map.of()))
                        .getMessage());
        assertFalse(message.contains("s3cret"), message);
    }

    @Test
    void waitsFiveSecondsAtMost() {
        assertEquals(Duration.ofSeconds(5), timeout(Map.of()));
        assertEquals(Duration.ofMillis(300), timeout(Map.of("http.read.timeout.ms", "300")));
        assertEquals(
                Duration.ofSeconds(5),
                timeout(Map.of("http.read.timeout.ms", "60000", "http.connect.timeout.ms", "100")));
        assertEquals(
                "http.read.timeout.ms must be a number of milliseconds, at least 1",
                refusal(Map.of("http.read.timeout.ms", "0")));
    }

    private static Duration timeout(Map<String, String> properties) {
        return RegistryAccess.of("http://registry:8081", properties).timeout();
    }

    private static String refusal(Map<String, String> properties) {
        return String.valueOf(assertThrows(
                        IllegalArgumentException.class, () -> RegistryAccess.of("http://registry:8081", properties))
                .getMessage());
    }
}

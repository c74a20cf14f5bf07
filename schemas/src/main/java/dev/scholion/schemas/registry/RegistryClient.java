package dev.scholion.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scholion.schemas.registry.RegistryException.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One question and its answer in JSON. Asks the next address where one does not answer, and stays with the one that does. */
final class RegistryClient {
    private static final int LARGEST_ANSWER = 4 << 20;
    private static final String JSON = "application/vnd.schemaregistry.v1+json";

    private final RegistryAccess access;
    private final HttpClient http;
    private final ObjectMapper json = new ObjectMapper();

    /** Index of the address that answered last. Threads may race for it: any value is good. */
    private volatile int preferred;

    RegistryClient(RegistryAccess access) {
        this.access = access;
        // Redirects are not followed: they would carry the credentials elsewhere.
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(access.timeout());
        this.http = (access.tls() == null ? builder : builder.sslContext(access.tls())).build();
    }

    /** @throws RegistryException of any kind but INCOMPATIBLE and UNREADABLE */
    JsonNode read(String path) {
        return ask(path, null);
    }

    /** @throws RegistryException of any kind but UNREADABLE */
    JsonNode post(String path, Object body) {
        try {
            return ask(path, json.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + body, e);
        }
    }

    private JsonNode ask(String path, @Nullable String body) {
        int first = preferred;
        RegistryException failure = null;
        for (int i = 0; i < access.addresses().size(); i++) {
            int index = (first + i) % access.addresses().size();
            try {
                JsonNode answer = ask(access.addresses().get(index), path, body);
                preferred = index;
                return answer;
            } catch (RegistryException e) {
                if (e.kind() != Kind.UNAVAILABLE || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                if (failure != null) {
                    e.addSuppressed(failure);
                }
                failure = e;
            }
        }
        throw failure == null ? new IllegalStateException("no address") : failure;
    }

    private JsonNode ask(URI address, String path, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(access.timeout())
                .header("Accept", JSON + ", application/json")
                .header("Content-Type", JSON)
                .method(
                        body == null ? "GET" : "POST",
                        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (access.authorization() != null) {
            request.header("Authorization", access.authorization());
        }
        CompletableFuture<HttpResponse<byte[]>> exchange =
                http.sendAsync(request.build(), head -> new BoundedBody(LARGEST_ANSWER));
        try {
            // The request's own time-out ends with the head of the answer; this one covers the body.
            return answer(address, exchange.get(access.timeout().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw unavailable(address, "no answer within " + access.timeout(), e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw unavailable(address, cause.toString(), cause);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw unavailable(address, "interrupted", e);
        }
    }

    private JsonNode answer(URI address, HttpResponse<byte[]> response) {
        JsonNode answer;
        try {
            answer = json.readTree(response.body());
        } catch (IOException e) {
            answer = json.nullNode();
        }
        int status = response.statusCode();
        if (status == 200 && answer.isContainerNode()) {
            return answer;
        }
        String said = answer.path("message").asText("");
        String message = "%s answered %d%s"
                .formatted(
                        address, status, said.isEmpty() ? "" : ": " + said.substring(0, Math.min(500, said.length())));
        throw new RegistryException(kind(status, answer.path("error_code").asInt()), message);
    }

    /** A 404 counts only with the registry's own code: one from a proxy, or from a wrong path, says nothing about schemas. */
    private static Kind kind(int status, int errorCode) {
        if (status == 404) {
            return errorCode == 404 || errorCode / 100 == 404 ? Kind.NOT_FOUND : Kind.REFUSED;
        }
        if (status == 401 || status == 403) {
            return Kind.UNAUTHORIZED;
        }
        if (status == 409) {
            return Kind.INCOMPATIBLE;
        }
        return status == 200 || status == 408 || status == 429 || status >= 500 ? Kind.UNAVAILABLE : Kind.REFUSED;
    }

    private static RegistryException unavailable(URI address, String why, Throwable cause) {
        return new RegistryException(Kind.UNAVAILABLE, address + ": " + why, cause);
    }
}

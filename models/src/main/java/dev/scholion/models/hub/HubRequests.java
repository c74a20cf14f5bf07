package dev.scholion.models.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Requests to the hub that follow its redirects, and carry the token no further than to the hub itself. */
final class HubRequests {
    private static final int MOST_REDIRECTS = 5;

    private final HubAccess access;
    private final HttpClient client;

    HubRequests(HubAccess access) {
        this.access = access;
        this.client = HttpClient.newBuilder()
                .connectTimeout(access.patience())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * The last answer of a chain of redirects.
     *
     * @param body to be closed by the caller
     * @param linkedDigest of the file, as the hub told it before it sent the request elsewhere
     */
    record Answer(HttpResponse<InputStream> response, InputStream body, Optional<String> linkedDigest)
            implements AutoCloseable {
        int status() {
            return response.statusCode();
        }

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        /** How long the server asks to be left alone, if it says so in seconds. */
        Duration retryAfter() {
            return header("Retry-After")
                    .filter(text -> text.matches("\\d{1,4}"))
                    .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                    .orElse(Duration.ZERO);
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    /** @throws IOException if the connection fails or is silent for too long */
    Answer send(String path, Map<String, String> headers) throws IOException {
        if (access.offline()) {
            throw new HubException("HF_HUB_OFFLINE is set: nothing is fetched from " + access.endpoint());
        }
        URI address = URI.create(access.endpoint() + path);
        Optional<String> linked = Optional.empty();
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            HttpResponse<InputStream> response = send(address, headers);
            linked = linked.or(() -> digest(response));
            if (response.statusCode() / 100 != 3 || response.statusCode() == 304) {
                return new Answer(response, new PatientStream(response.body(), access.patience()), linked);
            }
            response.body().close();
            address = target(address, response);
        }
        throw new HubException("%s%s leads from redirect to redirect".formatted(access.endpoint(), path));
    }

    private HttpResponse<InputStream> send(URI address, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(access.patience());
        request.setHeader("User-Agent", "scholion");
        headers.forEach(request::setHeader);
        if (access.trusts(address)) {
            access.token().ifPresent(token -> request.setHeader("Authorization", "Bearer " + token));
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HubException("interrupted while asking the hub", e);
        }
    }

    private static URI target(URI from, HttpResponse<?> response) {
        try {
            URI target = from.resolve(response.headers().firstValue("Location").orElse(""));
            boolean web = "https".equals(target.getScheme())
                    || ("http".equals(target.getScheme()) && "http".equals(from.getScheme()));
            if (web && target.getHost() != null) {
                return target;
            }
        } catch (IllegalArgumentException e) {
            throw new HubException(from.getHost() + " redirects to what is no address", e);
        }
        throw new HubException("%s redirects to an address that is not as safe, or none".formatted(from.getHost()));
    }

    private static Optional<String> digest(HttpResponse<?> response) {
        return response.headers()
                .firstValue("X-Linked-Etag")
                .map(text -> text.replace("\"", ""))
                .filter(text -> text.matches("[0-9a-f]{64}"));
    }
}

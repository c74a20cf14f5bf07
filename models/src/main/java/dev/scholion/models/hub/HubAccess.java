package dev.scholion.models.hub;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where the hub is, and who asks.
 *
 * @param endpoint without a slash at its end
 * @param token sent to the endpoint's own host alone
 * @param offline whether nothing may be fetched
 * @param patience how long to wait for a connection, for an answer to begin, and for its next bytes
 */
public record HubAccess(URI endpoint, Optional<String> token, boolean offline, Duration patience) {
    private static final String USUAL_ENDPOINT = "https://huggingface.co";
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);

    /**
     * From the variables that Hugging Face's own tools read: {@code HF_ENDPOINT}, {@code HF_TOKEN}, {@code HF_HUB_OFFLINE}.
     *
     * @throws HubException if one of them makes no sense
     */
    public static HubAccess of(Map<String, String> environment) {
        String offline = environment.getOrDefault("HF_HUB_OFFLINE", "");
        String token = environment.getOrDefault("HF_TOKEN", "").strip();
        if (!token.matches("[\\x21-\\x7e]*")) {
            throw new HubException("HF_TOKEN holds characters that no token has");
        }
        return new HubAccess(
                endpoint(environment.getOrDefault("HF_ENDPOINT", USUAL_ENDPOINT)),
                Optional.of(token).filter(text -> !text.isEmpty()),
                offline.matches("(?i)1|true|yes|on"),
                USUAL_PATIENCE);
    }

    private static URI endpoint(String text) {
        try {
            URI endpoint = new URI(text.strip().replaceAll("/+$", ""));
            boolean usable = ("https".equals(endpoint.getScheme()) || "http".equals(endpoint.getScheme()))
                    && endpoint.getHost() != null
                    && endpoint.getUserInfo() == null;
            if (usable) {
                return endpoint;
            }
        } catch (URISyntaxException e) {
            throw new HubException("HF_ENDPOINT is no address of a server", e);
        }
        throw new HubException("HF_ENDPOINT is no address of a server, expected for example " + USUAL_ENDPOINT);
    }

    /** Whether a request to this address may carry the token: the same server, and nobody reads along. */
    boolean trusts(URI address) {
        boolean sameServer = endpoint.getScheme().equals(address.getScheme())
                && endpoint.getHost().equalsIgnoreCase(address.getHost())
                && endpoint.getPort() == address.getPort();
        return sameServer && (endpoint.getScheme().equals("https") || isThisMachine(endpoint.getHost()));
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
    }

    /** Without the token. */
    @Override
    public String toString() {
        return endpoint + (token.isPresent() ? " with a token" : "");
    }
}

package dev.scholion.schemas.registry;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How the registry is reached, from an address list and the properties that Confluent's own clients take. A property
 * that is not known here is refused: one that is silently ignored could be the one that protects.
 *
 * @param addresses at least one, tried in this order, without user information
 * @param authorization value of the header of that name, or null
 * @param timeout for one exchange with one address
 */
record RegistryAccess(
        List<URI> addresses,
        @Nullable String authorization,
        @Nullable SSLContext tls,
        Duration timeout) {
    private static final Duration LONGEST = Duration.ofSeconds(5);

    RegistryAccess {
        addresses = List.copyOf(addresses);
    }

    /** Never the authorization. */
    @Override
    public String toString() {
        return "RegistryAccess" + addresses;
    }

    /** @throws IllegalArgumentException naming the address or the keys that cannot be used, never their values */
    static RegistryAccess of(String urls, Map<String, String> properties) {
        Map<String, String> left = new HashMap<>();
        properties.forEach(
                (key, value) -> left.put(key.replaceFirst("^schema\\.registry\\.(?=basic|bearer)", ""), value));
        List<URI> addresses = new ArrayList<>();
        Optional<String> userInfo = Optional.empty();
        for (String url : urls.split(",", -1)) {
            URI given = address(url.strip());
            if (given.getRawUserInfo() != null) {
                userInfo = Optional.of(
                        URLDecoder.decode(given.getRawUserInfo().replace("+", "%2B"), StandardCharsets.UTF_8));
            }
            String authority = given.getRawAuthority();
            String path = given.getRawPath().replaceFirst("/+$", "");
            addresses.add(
                    URI.create(given.getScheme() + "://" + authority.substring(authority.lastIndexOf('@') + 1) + path));
        }
        String authorization = authorization(left, userInfo);
        SSLContext tls = RegistryTls.context(left);
        Duration timeout = timeout(left);
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("registry properties not supported: " + new TreeSet<>(left.keySet()));
        }
        return new RegistryAccess(addresses, authorization, tls, timeout);
    }

    private static URI address(String url) {
        try {
            URI uri = URI.create(url);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (uri.getHost() != null && Arrays.asList("http", "https").contains(scheme)) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // said below, without the address: it may hold a password
        }
        throw new IllegalArgumentException(
                "not an http or https address of a registry (of %d characters)".formatted(url.length()));
    }

    private static @Nullable String authorization(Map<String, String> left, Optional<String> userInfoOfUrl) {
        String basicSource = upper(left.remove("basic.auth.credentials.source"));
        String userInfo = left.remove("basic.auth.user.info");
        String bearerSource = upper(left.remove("bearer.auth.credentials.source"));
        String token = left.remove("bearer.auth.token");
        if (!List.of("", "URL", "USER_INFO").contains(basicSource)) {
            throw new IllegalArgumentException("basic.auth.credentials.source must be URL or USER_INFO");
        }
        if (!List.of("", "STATIC_TOKEN").contains(bearerSource)) {
            throw new IllegalArgumentException("bearer.auth.credentials.source must be STATIC_TOKEN");
        }
        Optional<String> basic = basicSource.equals("URL") || userInfo == null ? userInfoOfUrl : Optional.of(userInfo);
        if (basic.isPresent() && token != null) {
            throw new IllegalArgumentException("basic.auth.* and bearer.auth.* exclude each other");
        }
        if (basicSource.equals("USER_INFO") && userInfo == null) {
            throw new IllegalArgumentException("basic.auth.user.info is missing");
        }
        if (!bearerSource.isEmpty() && token == null) {
            throw new IllegalArgumentException("bearer.auth.token is missing");
        }
        if (token != null) {
            return "Bearer " + token;
        }
        return basic.map(value -> "Basic " + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)))
                .orElse(null);
    }

    private static String upper(@Nullable String source) {
        return source == null ? "" : source.toUpperCase(Locale.ROOT);
    }

    /** The two time-outs of Confluent's client, of which the longer one counts here, and never more than five seconds. */
    private static Duration timeout(Map<String, String> left) {
        Duration longest = Duration.ZERO;
        for (String key : List.of("http.connect.timeout.ms", "http.read.timeout.ms")) {
            String millis = left.remove(key);
            if (millis != null) {
                Duration value = Duration.ofMillis(positive(key, millis));
                longest = longest.compareTo(value) < 0 ? value : longest;
            }
        }
        return longest.isZero() || longest.compareTo(LONGEST) > 0 ? LONGEST : longest;
    }

    private static int positive(String key, String millis) {
        try {
            int value = Integer.parseInt(millis);
            if (value > 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(key + " must be a number of milliseconds, at least 1");
    }
}

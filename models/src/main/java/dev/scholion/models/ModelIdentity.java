package dev.scholion.models;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which model answered, and how it ran.
 *
 * @param digest sha256 of the model's files, in hex
 * @param engine for example {@code onnxruntime-cpu 1.29.0}
 * @param precision for example {@code fp32} or {@code int8}
 */
public record ModelIdentity(String name, String version, String digest, String engine, String precision) {
    /** Several models as one: what they differ in is joined by {@code +}, and the digest is one of their digests. */
    public static ModelIdentity together(List<ModelIdentity> models) {
        return new ModelIdentity(
                joined(models, ModelIdentity::name),
                joined(models, ModelIdentity::version),
                digest(joined(models, ModelIdentity::digest)),
                joined(models, ModelIdentity::engine),
                joined(models, ModelIdentity::precision));
    }

    private static String joined(List<ModelIdentity> models, Function<ModelIdentity, String> part) {
        return models.stream().map(part).distinct().collect(Collectors.joining("+"));
    }

    private static String digest(String digests) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(digests.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}

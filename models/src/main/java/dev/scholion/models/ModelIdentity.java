package dev.scholion.models;

/**
 * Which model answered, and how it ran.
 *
 * @param digest sha256 of the model's files, in hex
 * @param engine for example {@code onnxruntime-cpu 1.29.0}
 * @param precision for example {@code fp32} or {@code int8}
 */
public record ModelIdentity(String name, String version, String digest, String engine, String precision) {}

package dev.scholion.models.decode;

/**
 * An entity as Hugging Face's pipeline gives it.
 *
 * @param label {@code entity_group}, or {@code entity} where tokens are not grouped
 * @param start first code point
 * @param end code point after the last
 * @param firstToken in the text's encoding
 */
public record TransformersEntity(String label, float score, int start, int end, int firstToken) {}

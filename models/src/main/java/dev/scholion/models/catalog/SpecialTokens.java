package dev.scholion.models.catalog;

import java.util.Optional;

/**
 * Special tokens of a tokenizer by what they stand for, as far as the package says.
 *
 * @param unknown what the tokenizer writes for text that it does not know
 * @param cls stands for a whole row
 * @param mask stands for a missing word
 */
public record SpecialTokens(Optional<String> unknown, Optional<String> cls, Optional<String> mask) {}

package dev.scholion.streaming.config;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The model and how it is batched.
 *
 * @param location a name from the catalogue, or a folder
 * @param threads inference threads a process
 * @param batchTokens padded tokens (rows times columns) that one batch may hold
 * @param batchRows texts that one batch may hold
 * @param stride tokens by which two windows of a long text overlap, or null for a quarter of the model's window
 * @param task name for the only task of a plain Hugging Face export, or null for the usual one
 */
public record ModelConfig(
        String location,
        int threads,
        int batchTokens,
        int batchRows,
        @Nullable Integer stride,
        @Nullable String task) implements Serializable {}

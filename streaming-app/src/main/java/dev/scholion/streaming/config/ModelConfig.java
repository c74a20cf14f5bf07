package dev.scholion.streaming.config;

import dev.scholion.models.catalog.Aggregation;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model, how it is batched, and what is asked of it.
 *
 * @param key where it stands in the file, for example {@code model} or {@code models[1]}
 * @param location a name from the catalogue, or a folder
 * @param precision which of the model's graphs runs, or null for the package's choice
 * @param threads inference threads a process, where the engine runs on its cores
 * @param batchTokens padded tokens (rows times columns) that one batch may hold, or null for what suits the engine
 * @param batchRows texts that one batch may hold, or null for what suits the engine
 * @param stride tokens by which two windows of a long text overlap, or null for a quarter of the model's window
 * @param task name for the only task of a plain Hugging Face export, or null for the usual one
 * @param languages codes of the languages that it reads; empty for all
 * @param aggregation of all its entities, or null for the package's
 * @param tasks what is asked of it, or null for all that its heads say
 */
public record ModelConfig(
        String key,
        String location,
        @Nullable String precision,
        EngineConfig engine,
        int threads,
        @Nullable Integer batchTokens,
        @Nullable Integer batchRows,
        @Nullable Integer stride,
        @Nullable String task,
        List<String> languages,
        @Nullable Aggregation aggregation,
        @Nullable List<TaskConfig> tasks)
        implements Serializable {
    public ModelConfig {
        languages = List.copyOf(languages);
        tasks = tasks == null ? null : List.copyOf(tasks);
    }
}

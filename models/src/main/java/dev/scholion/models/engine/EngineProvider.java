package dev.scholion.models.engine;

import java.util.Optional;

/**
 * A kind of engine. Those of this library and of others are found by {@link java.util.ServiceLoader}, so that a jar beside it
 * can bring an engine of its own.
 */
public interface EngineProvider {
    /** Its name in configurations, for example {@code tensorrt}. */
    String kind();

    /**
     * Why it cannot run on this machine, or empty if it seems that it can. It may start a child process, and nothing that it
     * does ends this one.
     */
    Optional<String> unavailable(EngineOptions options);

    /** Whether {@link #open} takes seconds; otherwise it takes minutes, because something has to be built. */
    default boolean isReady(EngineRequest request) {
        return true;
    }

    /**
     * Loads a model; the caller closes the engine.
     *
     * @throws dev.scholion.models.catalog.ModelPackageException if the package's graph is not what it promised, or is nothing
     *     for this kind of engine
     * @throws dev.scholion.models.EngineException if the engine does not start
     */
    Engine open(EngineRequest request);
}

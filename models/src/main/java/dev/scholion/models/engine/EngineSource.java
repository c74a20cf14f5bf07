package dev.scholion.models.engine;

import dev.scholion.models.catalog.ModelPackage;

/** Where a model's engine comes from. */
@FunctionalInterface
public interface EngineSource {
    /**
     * Loads a model; the caller closes the engine.
     *
     * @throws dev.scholion.models.catalog.ModelPackageException if the package's graph is not what it promised
     * @throws dev.scholion.models.EngineException if the engine does not start
     */
    Engine open(ModelPackage model);
}

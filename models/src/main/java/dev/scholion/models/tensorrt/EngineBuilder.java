package dev.scholion.models.tensorrt;

import java.nio.file.Path;
import java.time.Duration;

/** Builds engines, which takes minutes. */
@FunctionalInterface
interface EngineBuilder {
    /**
     * Builds one, and writes it to the file that the order names.
     *
     * @param orderFile where the order may be written
     * @throws dev.scholion.models.catalog.ModelPackageException if TensorRT does not take the graph
     * @throws dev.scholion.models.EngineException if it was not built, for example in time
     */
    void build(BuildOrder order, Path orderFile, Duration limit);
}

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

    /**
     * As {@link #open}, for a model that generates text: ONNX Runtime on the CPU.
     *
     * @throws dev.scholion.models.catalog.ModelPackageException as {@link #open}
     */
    default EncoderDecoder openEncoderDecoder(ModelPackage model) {
        return OnnxEncoderDecoder.cpu(model);
    }
}

package dev.scholion.models.engine;

import dev.scholion.models.catalog.ModelPackage;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Where a model's engine comes from. */
@FunctionalInterface
public interface EngineSource {
    /**
     * Loads a model; the caller closes the engine.
     *
     * @throws dev.scholion.models.catalog.ModelPackageException if the package's graph is not what it promised
     * @throws dev.scholion.models.EngineException if the engine does not start
     */
    Engine open(EngineRequest request);

    /** As {@link #open}, but it does not wait for an engine that takes minutes to build if the request allows another until then. */
    default Opening start(EngineRequest request) {
        return new Opening(open(request), Optional.empty());
    }

    /**
     * An engine that can be used at once.
     *
     * @param better completes, on a thread of its own, with a better engine or with the reason why there is none; whoever
     *     has this closes both
     */
    record Opening(Engine engine, Optional<CompletableFuture<Engine>> better) {}

    /**
     * As {@link #open}, for a model that generates text: ONNX Runtime on the CPU.
     *
     * @throws dev.scholion.models.catalog.ModelPackageException as {@link #open}
     */
    default EncoderDecoder openEncoderDecoder(ModelPackage model) {
        return OnnxEncoderDecoder.cpu(model);
    }
}

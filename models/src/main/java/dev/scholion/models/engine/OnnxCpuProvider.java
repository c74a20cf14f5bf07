package dev.scholion.models.engine;

import java.util.Optional;

/** ONNX Runtime on the CPU: it runs everywhere. */
public final class OnnxCpuProvider implements EngineProvider {
    @Override
    public String kind() {
        return EngineOptions.CPU;
    }

    @Override
    public Optional<String> unavailable(EngineOptions options) {
        return Optional.empty();
    }

    @Override
    public Engine open(EngineRequest request) {
        return OnnxEngine.cpu(request.model());
    }
}

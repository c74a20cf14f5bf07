package dev.scholion.models.engine;

import dev.scholion.models.catalog.ModelPackage;
import java.util.Optional;

/** An engine that is wanted: for which model, which batches, where. */
public record EngineRequest(ModelPackage model, EngineShapes shapes, EngineOptions options) {
    /** The same with another kind of engine. */
    public EngineRequest on(String kind) {
        return new EngineRequest(model, shapes, options.withKind(Optional.of(kind)));
    }
}

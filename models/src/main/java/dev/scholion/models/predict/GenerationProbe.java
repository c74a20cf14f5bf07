package dev.scholion.models.predict;

import dev.scholion.models.EngineException;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.engine.EncoderDecoder;
import dev.scholion.models.text.Row;
import java.util.List;

/**
 * A row that a model of generation is known to take: it proves the two graphs at the start, and later tells a row that is
 * poison from an engine that is broken.
 */
record GenerationProbe(Row row) {
    /** @throws ModelPackageException if the model takes no text at all */
    void prove(ModelPackage model, EncoderDecoder engine) {
        try {
            run(engine);
        } catch (RuntimeException e) {
            throw new ModelPackageException("%s takes no text: %s".formatted(model.folder(), e.getMessage()), e);
        }
    }

    /** @throws EngineException if the engine does not even answer this */
    void ask(EncoderDecoder engine) {
        try {
            run(engine);
        } catch (RuntimeException e) {
            throw new EngineException("the engine refuses a row that it took before: " + e.getMessage(), e);
        }
    }

    /** Its own first token is a token that any decoder knows. */
    private void run(EncoderDecoder engine) {
        engine.next(engine.encode(row), List.of(new int[] {row.id(0)}));
    }
}

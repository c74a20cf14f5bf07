package dev.scholion.models.predict;

import dev.scholion.models.Predictor;
import dev.scholion.models.TextInput;
import java.util.concurrent.CompletableFuture;

/** A predictor that can tell how it came to its answer. */
public interface TracingPredictor extends Predictor {
    /** As {@link #predict(TextInput)}, with what happened on the way. */
    CompletableFuture<Trace> trace(TextInput input);

    /** As {@link #predict(String)}, with what happened on the way. */
    default CompletableFuture<Trace> trace(String text) {
        return trace(TextInput.of(text));
    }
}

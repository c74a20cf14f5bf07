package dev.scholion.models.predict;

import dev.scholion.models.Annotations;
import dev.scholion.models.Predictor;
import dev.scholion.models.TextInput;
import java.util.concurrent.CompletableFuture;

/** A predictor that can share a text's tokens with others. */
interface EncodedPredictor extends Predictor {
    /** As {@link #predict(TextInput)}. */
    CompletableFuture<Annotations> predict(EncodedText text);

    @Override
    default CompletableFuture<Annotations> predict(TextInput input) {
        return predict(new EncodedText(input));
    }
}

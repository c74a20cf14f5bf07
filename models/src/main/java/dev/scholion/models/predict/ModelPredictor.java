package dev.scholion.models.predict;

/** The predictor of one model. */
interface ModelPredictor extends EncodedPredictor, TracingPredictor {
    /** Whether the engine failed, so that every text fails. */
    boolean isBroken();
}

package dev.scholion.models.generate;

/** When a beam search ends, by the values of Transformers' {@code early_stopping}. */
public enum EarlyStopping {
    /** {@code true}: as soon as as many sequences have ended as there are beams. */
    ALWAYS,
    /** {@code false}: when the best open beam, were it to end now, could not replace the worst that has ended. */
    HEURISTIC,
    /** {@code "never"}: when no open beam could, however long it becomes. */
    NEVER
}

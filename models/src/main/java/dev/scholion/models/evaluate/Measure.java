package dev.scholion.models.evaluate;

import dev.scholion.models.TaskResult;

/** Compares answers with the truth, one after another. Owned by one thread. */
public interface Measure<E extends Example> {
    /** @throws IllegalArgumentException if the answer is not of the kind that is measured */
    void take(E example, TaskResult answer);

    /** What all that was taken comes to. */
    Report report();
}

package dev.scholion.models.predict;

import dev.scholion.models.Annotations;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Who waits for a text's answer, and which part of it they asked for. */
record Reply(CompletableFuture<?> future, Consumer<Trace> receiver) {
    static Reply annotations(CompletableFuture<Annotations> future) {
        return new Reply(future, trace -> future.complete(trace.annotations()));
    }

    static Reply trace(CompletableFuture<Trace> future) {
        return new Reply(future, future::complete);
    }

    /** Whether nobody waits any more: cancelled, or failed. */
    boolean isDone() {
        return future.isDone();
    }

    void complete(Trace trace) {
        receiver.accept(trace);
    }

    void fail(RuntimeException failure) {
        future.completeExceptionally(failure);
    }
}

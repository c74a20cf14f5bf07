package dev.scholion.models.evaluate;

import dev.scholion.models.Annotations;
import dev.scholion.models.Predictor;
import dev.scholion.models.TaskResult;
import dev.scholion.models.TextFaultException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Asks a predictor about examples and hands the answers to a measure, in the order of the examples. As many are in flight as
 * keep the engine busy, so that any number of examples takes the same memory. Owned by one thread.
 */
public final class Evaluation<E extends Example> {
    /** Hears of examples that the model cannot annotate; they count for nothing. */
    @FunctionalInterface
    public interface LeftOut {
        void leftOut(Example example, TextFaultException fault);
    }

    private record Asked<E>(E example, CompletableFuture<Annotations> answer) {}

    private final Predictor predictor;
    private final String task;
    private final Measure<E> measure;
    private final LeftOut leftOut;
    private final Deque<Asked<E>> inFlight = new ArrayDeque<>();

    /**
     * @param predictor stays its caller's
     * @param task that is measured, by its name among those of the predictor
     */
    public Evaluation(Predictor predictor, String task, Measure<E> measure, LeftOut leftOut) {
        this.predictor = predictor;
        this.task = task;
        this.measure = measure;
        this.leftOut = leftOut;
    }

    /**
     * Asks about an example, and waits for an earlier one if too many are in flight.
     *
     * @throws dev.scholion.models.EngineException if the engine broke
     */
    public void take(E example) {
        int most = 2 * predictor.capacity(); // a slow text at the head must not starve the engine
        while (inFlight.size() >= most) {
            answer(inFlight.remove());
        }
        inFlight.add(new Asked<>(example, predictor.predict(example.input())));
    }

    /**
     * Waits for the answers that are missing.
     *
     * @throws dev.scholion.models.EngineException if the engine broke
     */
    public Report finish() {
        while (!inFlight.isEmpty()) {
            answer(inFlight.remove());
        }
        return measure.report();
    }

    private void answer(Asked<E> asked) {
        try {
            TaskResult result = asked.answer().join().results().get(task);
            if (result == null) {
                throw new IllegalArgumentException("the predictor has no task '%s'".formatted(task));
            }
            measure.take(asked.example(), result);
        } catch (CompletionException e) {
            if (e.getCause() instanceof TextFaultException fault) {
                leftOut.leftOut(asked.example(), fault);
            } else if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            } else {
                throw e;
            }
        }
    }
}

package dev.scholion.models.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.Annotations;
import dev.scholion.models.EngineException;
import dev.scholion.models.ModelIdentity;
import dev.scholion.models.Predictor;
import dev.scholion.models.TaskResult;
import dev.scholion.models.TaskSpec;
import dev.scholion.models.TextFaultException;
import dev.scholion.models.TextInput;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private final Batches predictor = new Batches();
    private final List<String> seen = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();

    private final Measure<Example.OfClass> measure = new Measure<>() {
        @Override
        public void take(Example.OfClass example, TaskResult answer) {
            seen.add(example.text());
        }

        @Override
        public Report report() {
            return new ClassReport(seen.size(), List.of(), List.of(), OptionalDouble.empty(), List.of());
        }
    };

    private final Evaluation<Example.OfClass> evaluation = new Evaluation<>(
            predictor, "mood", measure, (example, fault) -> leftOut.add(example.text() + ": " + fault.getMessage()));

    @Test
    void takesAnswersInTheOrderOfTheExamplesAndKeepsABoundedNumberInFlight() {
        List<String> texts = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i");
        texts.forEach(this::take);
        assertEquals(9, evaluation.finish().examples());
        assertEquals(texts, seen);
        assertEquals(2 * predictor.capacity(), predictor.mostInFlight);
    }

    @Test
    void leavesOutWhatCannotBeAnnotatedAndGoesOn() {
        List.of("a", "unreadable", "b").forEach(this::take);
        evaluation.finish();
        assertEquals(List.of("a", "b"), seen);
        assertEquals(List.of("unreadable: no"), leftOut);
    }

    @Test
    void failsWithTheEngine() {
        List.of("a", "breaks").forEach(this::take);
        EngineException failure = assertThrows(EngineException.class, evaluation::finish);
        assertTrue(String.valueOf(failure.getMessage()).contains("lost"), failure.getMessage());
    }

    private void take(String text) {
        evaluation.take(new Example.OfClass("here", TextInput.of(text), "good"));
    }

    /** Answers all that waits, the newest first, as soon as somebody cannot go on without. */
    private static final class Batches implements Predictor {
        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private int mostInFlight;

        @Override
        public CompletableFuture<Annotations> predict(TextInput input) {
            CompletableFuture<Annotations> answer = new CompletableFuture<>() {
                @Override
                public Annotations join() {
                    mostInFlight = Math.max(mostInFlight, waiting.size());
                    while (!waiting.isEmpty()) {
                        waiting.pop().run();
                    }
                    return super.join();
                }
            };
            waiting.push(() -> complete(answer, input.text()));
            return answer;
        }

        private static void complete(CompletableFuture<Annotations> answer, String text) {
            switch (text) {
                case "unreadable" ->
                    answer.completeExceptionally(new TextFaultException(TextFaultException.Kind.NOT_TOKENIZABLE, "no"));
                case "breaks" -> answer.completeExceptionally(new EngineException("device lost"));
                default ->
                    answer.complete(new Annotations(
                            Map.of("mood", new TaskResult.Entities(List.of())),
                            Map.of(),
                            1,
                            1,
                            false,
                            Optional.empty()));
            }
        }

        @Override
        public ModelIdentity model() {
            return new ModelIdentity("tiny", "1", "digest", "engine", "fp32");
        }

        @Override
        public List<TaskSpec> tasks() {
            return List.of();
        }

        @Override
        public int capacity() {
            return 2;
        }

        @Override
        public void close() {}
    }
}

package dev.scholion.models.transformers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scholion.models.EngineException;
import dev.scholion.models.TextFaultException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Answers a stream of JSON lines, a line for a line and in order. Lines that cannot be answered say why in their place:
 * {@code {"error": "..."}}.
 *
 * <p>A bounded number of lines is in flight, so that any number of them takes the same memory.
 */
public final class PipelineLines {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Takes the answers, each a line without its end. */
    public interface Output {
        /** Takes the answer of the next line. */
        void line(String answer);

        /** Nothing comes for a while. */
        void flush();

        /** Hands each answer on at once. */
        static Output to(Consumer<String> lines) {
            return new Output() {
                @Override
                public void line(String answer) {
                    lines.accept(answer);
                }

                @Override
                public void flush() {}
            };
        }
    }

    private final LoadedPipeline pipeline;
    private final int inFlight;

    public PipelineLines(LoadedPipeline pipeline) {
        this.pipeline = pipeline;
        this.inFlight = Math.min(pipeline.capacity(), 1024);
    }

    /**
     * Answers all lines of a stream. The stream is not closed.
     *
     * @return lines that could not be answered
     * @throws EngineException if the engine broke; later lines are not answered
     */
    public long answer(InputStream in, Output output) throws IOException {
        ExecutorService workers = Executors.newFixedThreadPool(
                Math.max(1, Runtime.getRuntime().availableProcessors() / 2), PipelineLines::worker);
        Deque<CompletableFuture<String>> waiting = new ArrayDeque<>();
        long[] failed = new long[1];
        try {
            JsonLines lines = new JsonLines(in);
            while (true) {
                if (!lines.isReady()) {
                    while (!waiting.isEmpty()) {
                        write(waiting.remove(), output, failed);
                    }
                    output.flush();
                }
                Optional<byte[]> line = lines.next();
                if (line.isEmpty()) {
                    break;
                }
                while (waiting.size() >= inFlight
                        || (!waiting.isEmpty() && waiting.element().isDone())) {
                    write(waiting.remove(), output, failed);
                }
                waiting.add(submit(line.get(), workers));
            }
            while (!waiting.isEmpty()) {
                write(waiting.remove(), output, failed);
            }
            output.flush();
            return failed[0];
        } finally {
            workers.shutdownNow();
        }
    }

    private static Thread worker(Runnable task) {
        Thread thread = new Thread(task, "scholion-pipeline");
        thread.setDaemon(true);
        return thread;
    }

    private CompletableFuture<String> submit(byte[] line, ExecutorService workers) {
        return CompletableFuture.supplyAsync(() -> pipeline.answer(parsed(line)), workers)
                .thenCompose(answer -> answer)
                .thenApplyAsync(JsonNode::toString, workers);
    }

    /** @throws PipelineInputException if the line is not one JSON value */
    static JsonNode parsed(byte[] line) {
        try {
            JsonNode value = JSON.readTree(JsonLines.text(line));
            if (value.isMissingNode()) {
                throw new PipelineInputException("the line is empty, expected a JSON value");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new PipelineInputException("the line is not JSON: " + PipelineArguments.reason(e));
        }
    }

    private static void write(CompletableFuture<String> answer, Output output, long[] failed) {
        String line;
        try {
            line = answer.join();
        } catch (CompletionException e) {
            line = error(e);
            failed[0]++;
        }
        output.line(line);
    }

    private static String error(CompletionException failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof PipelineInputException
                || cause instanceof TextFaultException
                || cause instanceof PipelineArgumentException) {
            return JSON.createObjectNode()
                    .put("error", String.valueOf(cause.getMessage()))
                    .toString();
        }
        if (cause instanceof EngineException broken) {
            throw broken;
        }
        throw failure;
    }
}

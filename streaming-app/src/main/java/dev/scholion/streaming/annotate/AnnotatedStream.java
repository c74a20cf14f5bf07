package dev.scholion.streaming.annotate;

import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Puts annotations on the elements of any stream, in batches, in the stream's order. */
public final class AnnotatedStream {
    private static final long TIMEOUT_MINUTES = 10;

    /** Texts in flight for each subtask: two full batches of short texts for each of a few cores. */
    private static final int IN_FLIGHT = 512;

    private AnnotatedStream() {}

    /**
     * Annotates a stream. All subtasks of a process share the models. What is in flight is part of Flink's checkpoints and
     * is asked again after a failure; an engine that breaks fails the job.
     *
     * @param text takes the text out of an element
     * @param models loaded on each worker
     * @param result makes of an element and its annotations, or the fault of its text, what goes on; called on threads of
     *     the engine, so it does little
     * @param type of what goes on
     */
    public static <T, R> SingleOutputStreamOperator<R> of(
            DataStream<T> stream,
            TextOf<T> text,
            Models models,
            MapFunction<Annotated<T>, R> result,
            TypeInformation<R> type) {
        return AsyncDataStream.orderedWait(
                        stream,
                        new AnnotateFunction<>(text, models, result, type),
                        TIMEOUT_MINUTES,
                        TimeUnit.MINUTES,
                        IN_FLIGHT)
                .name("annotate");
    }
}

package dev.scholion.streaming.annotate;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The README's job of somebody else. */
final class AnnotateReviews {
    private AnnotateReviews() {}

    public record Review(String shop, String text) {}

    static DataStream<String> job(StreamExecutionEnvironment flink, String model) {
        // README
        DataStream<Review> reviews = flink.fromData(
                new Review("Lisbon", "A wonderful place with excellent food."),
                new Review("Oslo", "Terrible service and awful food."));
        DataStream<String> annotated = AnnotatedStream.of(
                reviews,
                Review::text,
                Models.in(model),
                review -> review.element().shop() + " "
                        + review.annotations().orElseThrow().results().get("sentiment"),
                Types.STRING);
        // README
        return annotated;
    }
}

package dev.scholion.streaming.config;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where events come from and how their bytes are read.
 *
 * @param topics names, empty if a pattern is given
 * @param topicPattern a regular expression, or null
 * @param startAt the time to start from; not null exactly if {@code start} is {@link Start#TIMESTAMP}
 * @param bounded whether the job ends at the end of the topics as they stood when it started
 * @param maxTextCharacters longest text taken, in UTF-16 units
 */
public record InputConfig(
        List<String> topics,
        @Nullable String topicPattern,
        String consumerGroup,
        Format format,
        FieldPaths fields,
        Start start,
        @Nullable Instant startAt,
        boolean bounded,
        Tombstones tombstones,
        int maxTextCharacters)
        implements Serializable {
    public InputConfig {
        topics = List.copyOf(topics);
    }

    /** How a value's bytes become an event. */
    public enum Format {
        /** Avro in Confluent's wire format, any record schema. */
        AVRO,
        /** A JSON object. */
        JSON,
        /** The text itself, in UTF-8. */
        TEXT
    }

    /** Where reading starts when there is no checkpoint. */
    public enum Start {
        EARLIEST,
        LATEST,
        /** The consumer group's committed offsets, and the earliest where it has none. */
        COMMITTED,
        TIMESTAMP
    }

    /** What becomes of a null value. */
    public enum Tombstones {
        /** A null value with the same key goes to every result topic. */
        FORWARD,
        REJECT
    }

    /**
     * Where the parts of an event are, as paths of field names joined by dots. Unused for {@link Format#TEXT}.
     *
     * @param id null if the position in Kafka is the event's id
     */
    public record FieldPaths(
            String text,
            @Nullable String id,
            @Nullable String language,
            @Nullable String eventTime) implements Serializable {}
}

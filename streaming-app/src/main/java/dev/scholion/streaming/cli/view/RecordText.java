package dev.scholion.streaming.cli.view;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** One record of Kafka for people: a line that says where it is, and below it what it holds. */
public final class RecordText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final Paint paint;
    private final AvroValues values;
    private final ResultView results;

    public RecordText(Paint paint, AvroValues values) {
        this.paint = paint;
        this.values = values;
        this.results = new ResultView(paint);
    }

    /** The record's lines, without the end of the last one. */
    public String lines(ConsumerRecord<byte[], byte[]> record) {
        String place = "%s-%d@%d  %s  key %s"
                .formatted(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        TIME.format(Instant.ofEpochMilli(record.timestamp())),
                        record.key() == null ? "none" : SafeText.shortened(SafeText.of(record.key()), 80));
        return paint.in(Paint.Colour.DIM, place) + System.lineSeparator() + "  " + value(record.value());
    }

    private String value(byte @Nullable [] value) {
        if (value == null) {
            return paint.in(Paint.Colour.DIM, "(no value)");
        }
        if (value.length > 0 && value[0] == 0) {
            try {
                return results.text(values.read(value));
            } catch (UnreadableValueException e) {
                return paint.in(Paint.Colour.RED, SafeText.of(String.valueOf(e.getMessage())));
            }
        }
        return SafeText.shortened(SafeText.of(value), 1_000);
    }
}

package dev.scholion.streaming.cli;

import dev.scholion.streaming.cli.view.AvroValues;
import dev.scholion.streaming.cli.view.Paint;
import dev.scholion.streaming.cli.view.RecordJson;
import dev.scholion.streaming.cli.view.RecordText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what arrives in a topic. */
@Command(
        name = "tail",
        description = {
            "Shows the records of a topic as they arrive.",
            "Results and rejects are decoded through the registry. Reads without a consumer group, and only what is",
            "committed."
        },
        footerHeading = "%nWith --json:%n",
        footer = {
            "  One object a line: topic, partition, offset, timestamp, key, value. Avro is an object; its bytes",
            "  are Base64. A key or value that is not UTF-8 stands in key_base64 or value_base64 instead, and a",
            "  value that could not be decoded comes with error."
        })
final class TailCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(500);

    private final Surroundings surroundings;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Parameters(paramLabel = "TOPIC", description = "For example text.entities.")
    private String topic = "";

    @Option(names = "--from-beginning", description = "Begin with the oldest record, not with the next one.")
    private boolean fromBeginning;

    @Option(names = "--max", paramLabel = "N", description = "End after so many records.")
    private long most = Long.MAX_VALUE;

    @Option(names = "--json", description = "Print JSON, one object a line.")
    private boolean json;

    TailCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Function<ConsumerRecord<byte[], byte[]>, String> view = view();
        Map<String, Object> properties = connection.kafka(surroundings.installation());
        properties.putIfAbsent("isolation.level", "read_committed");
        properties.put("allow.auto.create.topics", false);
        properties.put("enable.auto.commit", false);
        properties.put("auto.offset.reset", fromBeginning ? "earliest" : "latest");
        properties.putIfAbsent("default.api.timeout.ms", 10_000);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer, String.valueOf(properties.get("bootstrap.servers")));
            consumer.assign(partitions);
            if (!fromBeginning) {
                consumer.seekToEnd(partitions);
                partitions.forEach(consumer::position); // the end as it is now, not at the first poll
            }
            surroundings
                    .err()
                    .println(surroundings
                            .paint()
                            .in(Paint.Colour.DIM, "waiting for records of " + topic + "; Ctrl-C ends"));
            for (long shown = 0; shown < most; ) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (shown++ < most) {
                        surroundings.out().println(view.apply(record));
                    }
                }
            }
        }
        return ExitCodes.DONE;
    }

    private Function<ConsumerRecord<byte[], byte[]>, String> view() throws Exception {
        AvroValues values = new AvroValues(connection.registry(surroundings.installation()));
        return json ? new RecordJson(values)::line : new RecordText(surroundings.paint(), values)::lines;
    }

    private List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String brokers) throws CommandException {
        List<TopicPartition> partitions;
        try {
            partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
        } catch (KafkaException e) {
            throw new CommandException(ExitCodes.FAILED, brokers + ": " + e.getMessage(), e);
        }
        if (partitions.isEmpty()) {
            throw new CommandException(ExitCodes.FAILED, "topic '" + topic + "' does not exist at " + brokers);
        }
        return partitions;
    }
}

package dev.scholion.streaming.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the lines of a file into a topic. */
@Command(
        name = "produce",
        description = {
            "Writes the lines of a file into a topic.",
            "One record a line; empty lines are skipped. The topic must exist, unless --create-topic is given."
        })
final class ProduceCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What becomes of a line. */
    enum Format {
        /** The line is the value. */
        TEXT,
        /** The line becomes the field {@code text} of a JSON object. */
        JSON,
        /** The line is a JSON object and is sent as it is. */
        JSONL
    }

    private final Surroundings surroundings;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Parameters(paramLabel = "TOPIC", description = "For example text.events.")
    private String topic = "";

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            required = true,
            description = "UTF-8 text; - is standard input.")
    private String file = "-";

    @Option(
            names = "--format",
            description = "text: the line is the value. json: the line becomes {\"text\": LINE}."
                    + " jsonl: the line is a JSON object, sent as it is. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.TEXT;

    @Option(
            names = "--key-field",
            paramLabel = "NAME",
            description = "With --format jsonl: the field that is the record's key. Otherwise records have no key.")
    private @Nullable String keyField;

    @Option(names = "--create-topic", description = "Create the topic with the broker's defaults if it is missing.")
    private boolean createTopic;

    ProduceCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        if (keyField != null && format != Format.JSONL) {
            throw new CommandException(ExitCodes.MISUSED, "--key-field goes with --format jsonl");
        }
        Map<String, Object> properties = connection.kafka(surroundings.installation());
        properties.putIfAbsent("max.block.ms", 10_000);
        requireTopic(properties);
        long sent = 0;
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (BufferedReader lines = lines();
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            long number = 0;
            for (String line = lines.readLine(); line != null && failure.get() == null; line = lines.readLine()) {
                number++;
                if (!line.isEmpty()) {
                    producer.send(record(line, number), (where, failed) -> failure.compareAndSet(null, failed));
                    sent++;
                }
            }
            producer.flush();
        }
        if (failure.get() != null) {
            throw new CommandException(
                    ExitCodes.FAILED, "not all were sent: " + failure.get().getMessage(), failure.get());
        }
        surroundings.out().println("%d record%s sent to %s".formatted(sent, sent == 1 ? "" : "s", topic));
        return ExitCodes.DONE;
    }

    private ProducerRecord<byte[], byte[]> record(String line, long number) throws CommandException {
        return switch (format) {
            case TEXT -> new ProducerRecord<>(topic, line.getBytes(StandardCharsets.UTF_8));
            case JSON ->
                new ProducerRecord<>(
                        topic,
                        JSON.createObjectNode().put("text", line).toString().getBytes(StandardCharsets.UTF_8));
            case JSONL ->
                new ProducerRecord<>(topic, key(line, number).orElse(null), line.getBytes(StandardCharsets.UTF_8));
        };
    }

    /** @throws CommandException if the line is not an object, or lacks the field that is to be the key */
    private Optional<byte[]> key(String line, long number) throws CommandException {
        JsonNode object;
        try {
            object = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new CommandException(
                    ExitCodes.FAILED, "%s, line %d: not JSON: %s".formatted(file, number, e.getOriginalMessage()), e);
        }
        if (!object.isObject()) {
            throw new CommandException(ExitCodes.FAILED, "%s, line %d: not a JSON object".formatted(file, number));
        }
        if (keyField == null) {
            return Optional.empty();
        }
        JsonNode key = object.path(keyField);
        if (!key.isValueNode() || key.isNull()) {
            throw new CommandException(
                    ExitCodes.FAILED, "%s, line %d: no value in field '%s'".formatted(file, number, keyField));
        }
        return Optional.of(key.asText().getBytes(StandardCharsets.UTF_8));
    }

    private BufferedReader lines() throws CommandException {
        try {
            return file.equals("-")
                    ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8.newDecoder()))
                    : Files.newBufferedReader(Path.of(file));
        } catch (IOException e) {
            throw new CommandException(ExitCodes.FAILED, "cannot read " + file, e);
        }
    }

    /** Asked first: a producer would wait for a missing topic, or have it made. */
    private void requireTopic(Map<String, Object> properties) throws CommandException, InterruptedException {
        Map<String, Object> patient = new HashMap<>(properties);
        patient.put("default.api.timeout.ms", 10_000);
        patient.put("request.timeout.ms", 10_000);
        try (Admin admin = Admin.create(patient)) {
            boolean exists = admin.listTopics().names().get().contains(topic);
            if (!exists && !createTopic) {
                throw new CommandException(
                        ExitCodes.FAILED, "topic '" + topic + "' does not exist; --create-topic would make it");
            }
            if (!exists) {
                admin.createTopics(List.of(new NewTopic(topic, Optional.empty(), Optional.empty())))
                        .all()
                        .get();
                surroundings.err().println("created topic " + topic);
            }
        } catch (ExecutionException e) {
            throw new CommandException(
                    ExitCodes.FAILED, properties.get("bootstrap.servers") + ": " + e.getMessage(), e);
        }
    }
}

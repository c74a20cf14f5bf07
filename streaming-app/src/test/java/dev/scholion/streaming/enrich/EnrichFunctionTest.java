package dev.scholion.streaming.enrich;

import static dev.scholion.streaming.testing.Topics.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.streaming.config.PipelineConfig;
import dev.scholion.streaming.config.PipelineReader;
import dev.scholion.streaming.input.KafkaEvent;
import dev.scholion.streaming.local.Installation;
import dev.scholion.streaming.output.OutgoingRecord;
import dev.scholion.streaming.state.ValueType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator in Flink's own harness, with the catalogue's model. */
@SuppressWarnings("try") // the harness's close declares Exception
class EnrichFunctionTest {
    private static final int EVENTS = 30;

    @TempDir
    private Path folder;

    @Test
    void aCheckpointTakenWhileBatchesAreInFlightKeepsEveryEvent() throws Exception {
        OperatorSubtaskState checkpoint;
        try (OneInputStreamOperatorTestHarness<KafkaEvent, OutgoingRecord> before = harness()) {
            before.open();
            for (int i = 0; i < EVENTS; i++) {
                before.processElement(new StreamRecord<>(event(i)));
            }
            checkpoint = before.snapshot(1, 1); // nothing was emitted yet: emitting is this thread's own work
            assertEquals(0, before.extractOutputValues().size());
        }
        try (OneInputStreamOperatorTestHarness<KafkaEvent, OutgoingRecord> after = harness()) {
            after.initializeState(checkpoint);
            after.open();
            after.endInput();
            List<String> keys = new ArrayList<>();
            for (OutgoingRecord outgoing : after.extractOutputValues()) {
                if (outgoing.topic().equals("text.sentiment")) {
                    keys.add(new String(outgoing.key(), StandardCharsets.UTF_8));
                }
            }
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < EVENTS; i++) {
                expected.add("key-" + i);
            }
            assertEquals(expected, keys, "each once, in the order in which they were read");
            assertEquals(3 * EVENTS, after.extractOutputValues().size());
        }
    }

    private OneInputStreamOperatorTestHarness<KafkaEvent, OutgoingRecord> harness() throws Exception {
        Path file = Files.writeString(folder.resolve("pipeline.yaml"), """
                name: harness
                kafka: {bootstrap-servers: "unused:1"}
                registry: {url: "http://unused"}
                input: {topics: t, format: text}
                model: {location: news-en}
                """);
        PipelineConfig config = PipelineReader.read(file, Map.of());
        ModelPackage model = ModelPackage.read(Installation.current().home().resolve("models/catalog/news-en"));
        Map<String, Integer> schemas =
                Map.of("text.sentiment", 1, "text.entities", 2, "text.classification", 3, "text.rejected", 4);
        EnrichmentPlan plan = new EnrichmentPlan(
                config,
                List.of(new EnrichmentPlan.ModelPlace(model.folder().toString(), model.digest())),
                schemas,
                2 * EVENTS);
        return new OneInputStreamOperatorTestHarness<>(
                new AsyncWaitOperatorFactory<>(
                        new EnrichFunction(plan), 60_000, plan.inFlight(), AsyncDataStream.OutputMode.ORDERED),
                ValueType.KAFKA_EVENT.createSerializer(new SerializerConfigImpl()));
    }

    private static KafkaEvent event(int number) {
        return new KafkaEvent(
                "t", 0, number, 0, utf8("key-" + number), utf8("Line %d from Oslo. ".formatted(number)), List.of());
    }
}

package dev.scholion.streaming.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.streaming.input.Reason;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Schema RESULT = SchemaBuilder.record("Result")
            .fields()
            .requiredString("event_id")
            .optionalString("reason")
            .endRecord();

    private final Ledger ledger = new Ledger(Set.of("sentiment", "entities"), "rejected");
    private final DemoEvent event = new DemoEvent("e-1", "key", new byte[0], Optional.empty());

    @Test
    void anEventIsFinishedWithItsLastResult() {
        assertEquals(Optional.empty(), ledger.sent("in-0-0", event, 1_000));
        assertEquals(Optional.empty(), ledger.arrived("in-0-0", "sentiment", result("e-1"), 2_000));
        assertEquals(
                Duration.ofNanos(4_000),
                ledger.arrived("in-0-0", "entities", result("e-1"), 5_000)
                        .orElseThrow()
                        .latency());
        assertTrue(summary().isAsItShouldBe());
        assertTrue(ledger.settled().isDone());
    }

    @Test
    void resultsMayComeBeforeKafkaHasConfirmedTheEvent() {
        ledger.arrived("in-0-0", "sentiment", result("e-1"), 2_000);
        ledger.arrived("in-0-0", "entities", result("e-1"), 3_000);
        assertTrue(ledger.sent("in-0-0", event, 1_000).isPresent());
        assertTrue(summary().isAsItShouldBe());
    }

    @Test
    void anEventWithoutOneOfItsResultsIsLost() {
        ledger.sent("in-0-0", event, 0);
        ledger.arrived("in-0-0", "sentiment", result("e-1"), 1);
        assertEquals(1, summary().lost());
        assertFalse(ledger.settled().isDone());
    }

    @Test
    void aResultThatComesTwiceIsDoubledBeforeAndAfterTheEventIsFinished() {
        ledger.sent("in-0-0", event, 0);
        ledger.arrived("in-0-0", "sentiment", result("e-1"), 1);
        ledger.arrived("in-0-0", "sentiment", result("e-1"), 2);
        ledger.arrived("in-0-0", "entities", result("e-1"), 3);
        ledger.arrived("in-0-0", "entities", result("e-1"), 4);
        assertEquals(2, summary().doubled());
        assertEquals(Map.of("sentiment", 2, "entities", 2), summary().resultsByTopic());
    }

    @Test
    void aRejectOfAGoodEventIsASurprise() {
        ledger.sent("in-0-0", event, 0);
        ledger.arrived("in-0-0", "rejected", reject("blank_text"), 1);
        assertEquals(1, summary().surprises().size());
    }

    @Test
    void aRejectForTheExpectedReasonIsNone() {
        ledger.sent("in-0-0", new DemoEvent("e-1", "k", new byte[0], Optional.of(Reason.BLANK_TEXT)), 0);
        ledger.arrived("in-0-0", "rejected", reject("blank_text"), 1);
        assertTrue(summary().isAsItShouldBe());
    }

    @Test
    void aResultUnderAnotherIdIsASurprise() {
        ledger.sent("in-0-0", event, 0);
        ledger.arrived("in-0-0", "sentiment", result("e-1"), 1);
        ledger.arrived("in-0-0", "entities", result("e-2"), 2);
        assertFalse(summary().isAsItShouldBe());
    }

    @Test
    void percentilesAreLatenciesThatOccurred() {
        for (int i = 1; i <= 100; i++) {
            ledger.sent("in-0-" + i, event, 0);
            ledger.arrived("in-0-" + i, "sentiment", result("e-1"), i);
            ledger.arrived("in-0-" + i, "entities", result("e-1"), i);
        }
        assertEquals(Duration.ofNanos(50), summary().latency(0.5));
        assertEquals(Duration.ofNanos(99), summary().latency(0.99));
    }

    private DemoSummary summary() {
        return ledger.summary(Duration.ofSeconds(1));
    }

    private static GenericRecord result(String id) {
        return new GenericRecordBuilder(RESULT).set("event_id", id).build();
    }

    private static GenericRecord reject(String reason) {
        return new GenericRecordBuilder(RESULT)
                .set("event_id", "e-1")
                .set("reason", reason)
                .build();
    }
}

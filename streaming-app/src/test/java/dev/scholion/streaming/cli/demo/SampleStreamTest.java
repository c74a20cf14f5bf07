package dev.scholion.streaming.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.streaming.input.Reason;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SampleStreamTest {
    @Test
    void aRoundHoldsEachTextOnceAndThreeBrokenEvents() throws IOException {
        SampleStream sample = SampleStream.open(InstantSource.fixed(Instant.EPOCH));
        List<DemoEvent> round = round(sample);
        assertTrue(round.size() >= 430);
        assertEquals(
                Set.of(Reason.INVALID_UNICODE, Reason.MISSING_TEXT, Reason.BLANK_TEXT),
                round.stream()
                        .map(DemoEvent::rejection)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet()));
        assertEquals(
                3, round.stream().filter(event -> event.rejection().isPresent()).count());
    }

    @Test
    void roundsRepeatTheTextsUnderNewIds() throws IOException {
        SampleStream sample = SampleStream.open(InstantSource.fixed(Instant.EPOCH));
        List<DemoEvent> first = round(sample);
        List<DemoEvent> second = round(sample);
        assertEquals(keys(first), keys(second));
        assertEquals(
                2L * sample.size(),
                Stream.concat(first.stream(), second.stream())
                        .map(DemoEvent::id)
                        .distinct()
                        .count());
    }

    private static List<DemoEvent> round(SampleStream sample) {
        List<DemoEvent> round = new ArrayList<>();
        for (int i = 0; i < sample.size(); i++) {
            round.add(sample.next());
        }
        return round;
    }

    private static List<String> keys(List<DemoEvent> events) {
        return events.stream().map(DemoEvent::key).toList();
    }
}

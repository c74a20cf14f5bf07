package dev.scholion.streaming.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scholion.streaming.input.Reason;
import dev.scholion.streaming.local.EmbeddedFlink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The texts of the demo as events, again and again, with three broken ones early in each round. One thread uses it. */
final class SampleStream {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Integer> BROKEN_AFTER = List.of(8, 16, 24);

    private record Sample(String key, String language, String text) {}

    private final List<Sample> samples;
    private final InstantSource clock;
    private int number;
    private int inRound;
    private int broken;

    private SampleStream(List<Sample> samples, InstantSource clock) {
        this.samples = samples;
        this.clock = clock;
    }

    /** Reads the texts that come with the demo. */
    static SampleStream open(InstantSource clock) throws IOException {
        List<Sample> samples = new ArrayList<>();
        try (InputStream resource = EmbeddedFlink.class.getResourceAsStream("sample.jsonl")) {
            if (resource == null) {
                throw new IOException("the demo's texts are missing from the jar");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode sample = JSON.readTree(line);
                samples.add(new Sample(
                        sample.path("key").asText(),
                        sample.path("language").asText(),
                        sample.path("text").asText()));
            }
        }
        return new SampleStream(samples, clock);
    }

    /** Events of one round. */
    int size() {
        return samples.size() + BROKEN_AFTER.size();
    }

    /** The next event; after the last of a round comes the first of the next. */
    DemoEvent next() {
        String id = "demo-%06d".formatted(++number);
        if (broken < BROKEN_AFTER.size() && inRound == BROKEN_AFTER.get(broken)) {
            return broken(broken++, id);
        }
        Sample sample = samples.get(inRound++);
        if (inRound == samples.size()) {
            inRound = 0;
            broken = 0;
        }
        return new DemoEvent(id, sample.key(), value(id, sample.language(), sample.text()), Optional.empty());
    }

    private DemoEvent broken(int which, String id) {
        return switch (which) {
            case 0 -> {
                byte[] value = value(id, "en", "This byte is not UTF-8: #").clone();
                value[indexOf(value, (byte) '#')] = (byte) 0xff;
                yield new DemoEvent(id, "broken-bytes", value, Optional.of(Reason.INVALID_UNICODE));
            }
            case 1 ->
                new DemoEvent(
                        id,
                        "broken-no-text",
                        JSON.createObjectNode()
                                .put("id", id)
                                .put("body", "The text stands in the wrong field.")
                                .toString()
                                .getBytes(StandardCharsets.UTF_8),
                        Optional.of(Reason.MISSING_TEXT));
            default ->
                new DemoEvent(id, "broken-blank", value(id, "en", "\u00a0\u00a0"), Optional.of(Reason.BLANK_TEXT));
        };
    }

    private byte[] value(String id, String language, String text) {
        return JSON.createObjectNode()
                .put("id", id)
                .put("text", text)
                .put("language", language)
                .put("created_at", clock.instant().toString())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static int indexOf(byte[] bytes, byte wanted) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        throw new IllegalArgumentException("not in " + Arrays.toString(bytes));
    }
}

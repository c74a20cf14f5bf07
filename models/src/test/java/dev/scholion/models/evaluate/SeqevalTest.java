package dev.scholion.models.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scholion.models.TaskResult.Entities;
import dev.scholion.models.TaskResult.Entity;
import dev.scholion.models.TaskResult.Span;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Random tag sequences, valid or not, with the spans and figures that seqeval 1.2.2 gives in its default mode. */
class SeqevalTest {
    private static final double EXACT = 1e-8;

    @Test
    void findsTheSpansThatSeqevalFinds() throws IOException {
        for (JsonNode one : cases()) {
            List<WordSpan> expected = new ArrayList<>();
            for (JsonNode sentence : one.path("entities")) {
                sentence.forEach(each -> expected.add(new WordSpan(
                        each.path(0).asText(),
                        each.path(1).asInt(),
                        each.path(2).asInt())));
            }
            List<WordSpan> found = StreamSupport.stream(one.path("truth").spliterator(), false)
                    .flatMap(sentence -> WordSpan.of(parsed(sentence)).stream())
                    .toList();
            assertEquals(expected, found, one.path("truth").toString());
        }
    }

    @Test
    void givesTheFiguresThatSeqevalGives() throws IOException {
        for (JsonNode one : cases()) {
            SpanMeasure measure = new SpanMeasure(Set.of(), 0);
            for (int i = 0; i < one.path("truth").size(); i++) {
                List<String> truth = texts(one.path("truth").path(i));
                List<String> words = Collections.nCopies(truth.size(), "word");
                measure.take(
                        new Example.OfTags("here", words, truth),
                        entities(WordSpan.of(parsed(one.path("predicted").path(i)))));
            }
            SpanReport report = measure.report();
            Counts micro = report.micro();
            figures(one, "micro", micro.precision(), micro.recall(), micro.f1());
            figures(one, "macro", report.macroPrecision(), report.macroRecall(), report.macroF1());
        }
    }

    private static void figures(JsonNode one, String key, double... found) {
        for (int i = 0; i < found.length; i++) {
            assertEquals(one.path(key).path(i).asDouble(), found[i], EXACT, key + " " + i + " of " + one);
        }
    }

    private static Entities entities(List<WordSpan> spans) {
        return new Entities(spans.stream()
                .map(span -> {
                    int start = span.first() * "word ".length();
                    int end = span.last() * "word ".length() + "word".length();
                    return new Entity(span.type(), new Span("", start, end, start, end), 0.5f);
                })
                .toList());
    }

    private static List<WordTag> parsed(JsonNode sentence) {
        return texts(sentence).stream().map(WordTag::parse).toList();
    }

    private static List<String> texts(JsonNode sentence) {
        return StreamSupport.stream(sentence.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static List<JsonNode> cases() throws IOException {
        ObjectMapper json = new ObjectMapper();
        try (InputStream in =
                Objects.requireNonNull(SeqevalTest.class.getResourceAsStream("/evaluate/seqeval.jsonl"))) {
            List<JsonNode> cases = new ArrayList<>();
            json.readerFor(JsonNode.class).<JsonNode>readValues(in).forEachRemaining(cases::add);
            assertTrue(cases.size() > 100, "only %d cases".formatted(cases.size()));
            return cases;
        }
    }
}

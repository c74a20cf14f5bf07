package dev.scholion.streaming.annotate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;

/** A job of somebody else, with the model of the catalogue, in a cluster inside this process. */
class AnnotatedStreamTest {
    private static final Path HOME = Path.of(System.getProperty("scholion.home", ".."));
    private static final String MODEL = HOME.resolve("models/catalog/news-en").toString();

    @Test
    void runsTheJobOfTheReadme() throws Exception {
        List<String> annotated = collected(AnnotateReviews.job(flink(), MODEL));
        assertEquals(2, annotated.size());
        assertTrue(annotated.get(0).startsWith("Lisbon Classes[label=positive"), annotated.get(0));
        assertTrue(annotated.get(1).startsWith("Oslo Classes[label=negative"), annotated.get(1));
    }

    @Test
    void showsThatJobInTheReadme() throws Exception {
        String source = Files.readString(
                HOME.resolve("streaming-app/src/test/java/dev/scholion/streaming/annotate/AnnotateReviews.java"));
        String job = source.split("// README\n", -1)[1].stripIndent().strip();
        assertTrue(Files.readString(HOME.resolve("README.md")).contains(job), "README.md should show:\n" + job);
    }

    @Test
    void keepsTheOrderAndTellsTheFaultOfAText() throws Exception {
        List<String> texts = IntStream.range(0, 200)
                .mapToObj(i -> i == 77 ? "half a pair: \uD83D" : "Number " + i + " of the list.")
                .toList();
        DataStream<String> annotated = AnnotatedStream.of(
                flink().fromData(texts),
                text -> text,
                Models.in(MODEL),
                text -> text.element()
                        + (text.fault().isPresent()
                                ? " " + text.fault().get().kind()
                                : " " + text.annotations().orElseThrow().windows()),
                Types.STRING);
        List<String> expected = IntStream.range(0, 200)
                .mapToObj(i -> i == 77 ? null : "Number " + i + " of the list. 1")
                .toList();
        List<String> actual = collected(annotated);
        assertTrue(actual.get(77).endsWith("NOT_TOKENIZABLE"), actual.get(77));
        List<String> others = new ArrayList<>(actual);
        others.set(77, null);
        assertEquals(expected, others);
    }

    private static StreamExecutionEnvironment flink() {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        return StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    }

    @SuppressWarnings("try") // Flink's iterator is closed by an interruptible method
    private static List<String> collected(DataStream<String> stream) throws Exception {
        List<String> all = new ArrayList<>();
        try (CloseableIterator<String> results = stream.executeAndCollect()) {
            results.forEachRemaining(all::add);
        }
        return all;
    }
}

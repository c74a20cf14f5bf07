package dev.scholion.models.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenNlpLanguageDetectorTest {
    private final OpenNlpLanguageDetector detector = new OpenNlpLanguageDetector();

    private record Sentence(String language, String text) {}

    /** The sentences have two to fourteen words. */
    @ParameterizedTest
    @ValueSource(strings = {"de", "en", "es", "fr", "it", "nl", "pt", "zh"})
    void knowsOrdinarySentences(String language) throws IOException {
        List<Sentence> sentences = sentences().stream()
                .filter(sentence -> sentence.language().equals(language))
                .toList();
        long right = sentences.stream().filter(this::knows).count();
        assertTrue(
                right >= Math.ceil(0.8 * sentences.size()), () -> right + " of " + sentences.size() + " " + language);
    }

    @Test
    void neverTakesALongerSentenceForAnotherLanguage() throws IOException {
        for (Sentence sentence : sentences()) {
            if (sentence.text().length() >= 40) {
                assertEquals(Optional.of(sentence.language()), detector.detect(sentence.text()), sentence.text());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123 456", "\uD83D\uDC4D\uD83D\uDC4D", "...", "OK", "lol"})
    void saysNothingOfATextThatShowsNoLanguage(String text) {
        assertEquals(Optional.empty(), detector.detect(text));
    }

    @Test
    void readsNoMoreThanItNeedsAndNeverHalfACharacter() {
        String text = "a" + "\uD83D\uDE00".repeat(1_000_000);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> detector.detect(text));
        assertEquals(
                Optional.of("de"),
                detector.detect("Der Regen hört heute nicht mehr auf, sagt der Wetterdienst. ".repeat(20_000)));
    }

    @Test
    void answersManyThreadsAlike() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Long>> calls = new ArrayList<>();
            List<Sentence> sentences = sentences();
            for (int i = 0; i < 8; i++) {
                calls.add(() -> sentences.stream().filter(this::knows).count());
            }
            long expected = sentences.stream().filter(this::knows).count();
            for (Future<Long> right : threads.invokeAll(calls)) {
                assertEquals(expected, right.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private boolean knows(Sentence sentence) {
        return detector.detect(sentence.text()).equals(Optional.of(sentence.language()));
    }

    private static List<Sentence> sentences() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                OpenNlpLanguageDetectorTest.class.getResourceAsStream("sentences.tsv"), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> line.split("\t", 2))
                    .map(parts -> new Sentence(parts[0], parts[1]))
                    .toList();
        }
    }
}

package dev.scholion.models.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.wordpiece.WordPieceTokenizer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * How many texts a second one core tokenises, with offsets: our tokenizer against Hugging Face's through DJL, both in turn in each
 * round, in the time that the thread had the core. Not a test; run it from the project's folder with the test class path:
 *
 * <pre>java dev.scholion.models.text.TokenizerSpeed [ROUNDS [PACKAGE]]</pre>
 */
final class TokenizerSpeed {
    private static final long SLICE_NANOS = 150_000_000;
    private static final int LONG = 40;
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private TokenizerSpeed() {}

    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
        Path folder = Path.of(arguments.length > 1 ? arguments[1] : "models/catalog/news-en");
        ModelPackage model = ModelPackage.read(folder);
        TokenizerFile file = TokenizerFile.of(model).hideSpecialTokens(Set.of());
        WordPieceTokenizer own = file.own().orElseThrow();
        List<String> english = sample("en");
        List<String> several = Files.readAllLines(Path.of("models/export/samples/texts.txt"));
        List<String> longOnes = new ArrayList<>();
        for (int i = 0; i + LONG <= english.size(); i += LONG) {
            longOnes.add(String.join(" ", english.subList(i, i + LONG)));
        }
        try (NativeTokenizer library = new NativeTokenizer(file.json());
                TextTokenizer ours = TextTokenizer.open(model);
                TextTokenizer theirs = TextTokenizer.overLibrary(model)) {
            for (var texts : List.of(english, several, longOnes)) {
                String name =
                        texts == english ? "English sentences" : texts == several ? "twelve languages" : "long texts";
                int tokens = texts.stream()
                        .mapToInt(text -> own.encode(text).length())
                        .sum();
                System.out.printf(
                        "%s: %d texts, %.1f tokens on average%n", name, texts.size(), (double) tokens / texts.size());
                compare(
                        "tokenizer alone",
                        texts,
                        rounds,
                        text -> own.encode(text).length(),
                        text -> library.encode(text, null, false).get(0).length());
                compare(
                        "TextTokenizer.encode",
                        texts,
                        rounds,
                        text -> ours.encode(text).length(),
                        text -> theirs.encode(text).length());
            }
        }
    }

    private static List<String> sample(String language) throws IOException {
        List<String> texts = new ArrayList<>();
        for (String line : Files.readAllLines(
                Path.of("streaming-app/src/main/resources/dev/scholion/streaming/local/sample.jsonl"))) {
            JsonNode event = new ObjectMapper().readTree(line);
            if (event.path("language").asText().equals(language)) {
                texts.add(event.path("text").asText());
            }
        }
        return texts;
    }

    private static void compare(
            String what, List<String> texts, int rounds, ToIntFunction<String> own, ToIntFunction<String> library) {
        for (int i = 0; i < 5; i++) {
            rate(texts, own);
            rate(texts, library);
        }
        double[] ours = new double[rounds];
        double[] theirs = new double[rounds];
        double[] ratios = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            ours[round] = rate(texts, own);
            theirs[round] = rate(texts, library);
            ratios[round] = ours[round] / theirs[round];
        }
        for (double[] values : List.of(ours, theirs, ratios)) {
            Arrays.sort(values);
        }
        System.out.printf(
                "  %s: own %,.0f texts/s (best %,.0f), DJL %,.0f (best %,.0f), ratio least %.1f, median %.1f, most %.1f%n",
                what,
                ours[rounds / 2],
                ours[rounds - 1],
                theirs[rounds / 2],
                theirs[rounds - 1],
                ratios[0],
                ratios[rounds / 2],
                ratios[rounds - 1]);
    }

    private static double rate(List<String> texts, ToIntFunction<String> tokenizer) {
        long begin = System.nanoTime();
        long worked = CPU.getCurrentThreadCpuTime();
        long count = 0;
        long tokens = 0;
        while (System.nanoTime() - begin < SLICE_NANOS) {
            for (String text : texts.subList(0, Math.min(50, texts.size()))) {
                tokens += tokenizer.applyAsInt(text);
                count++;
            }
        }
        if (tokens < 0) {
            throw new AssertionError("so that the tokens are made");
        }
        return count * 1e9 / (CPU.getCurrentThreadCpuTime() - worked);
    }
}

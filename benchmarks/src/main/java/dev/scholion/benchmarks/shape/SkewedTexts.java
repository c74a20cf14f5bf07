package dev.scholion.benchmarks.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Made-up texts whose lengths lie as those of real ones do: most short, a few long. Words are a tokenizer's own, frequent
 * ones far more often than rare ones; some are joined, so that they are cut into pieces again.
 */
public final class SkewedTexts {
    /** Of the logarithm of the length: the 95th of a hundred texts is 2.3 times as long as the median. */
    private static final double DEVIATION = 0.65;

    private static final int SHORTEST_WORD = 3;
    private static final double JOINED = 0.06;
    private static final double COMMA = 0.07;

    private final List<String> words = new ArrayList<>();
    private final Random random;

    /**
     * @param tokenizer a {@code tokenizer.json} of WordPiece
     * @throws IOException if it cannot be read or has no words
     */
    public SkewedTexts(Path tokenizer, long seed) throws IOException {
        JsonNode vocabulary = new ObjectMapper()
                .readTree(Files.readAllBytes(tokenizer))
                .path("model")
                .path("vocab");
        vocabulary.fieldNames().forEachRemaining(word -> {
            if (word.length() >= SHORTEST_WORD && word.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
                words.add(word);
            }
        });
        if (words.isEmpty()) {
            throw new IOException(tokenizer + " has no words");
        }
        this.random = new Random(seed);
    }

    /**
     * Texts of about so many tokens, special ones included.
     *
     * @param mean of their lengths, before the longest are cut
     * @param longest none is longer by more than a few pieces
     */
    public List<String> texts(int count, double mean, int longest) {
        List<String> texts = new ArrayList<>(count);
        double middle = Math.log(mean) - DEVIATION * DEVIATION / 2;
        for (int i = 0; i < count; i++) {
            int tokens = (int) Math.round(Math.exp(middle + DEVIATION * random.nextGaussian()));
            texts.add(text(Math.max(4, Math.min(longest, tokens)) - 2));
        }
        return texts;
    }

    /** A text of about so many tokens beside the special ones, and never more. */
    private String text(int tokens) {
        StringBuilder text = new StringBuilder();
        int left = tokens - 1; // the full stop
        while (left > 0) {
            text.append(text.isEmpty() ? "" : " ").append(word());
            left--;
            double chance = random.nextDouble();
            if (chance < JOINED && left >= 3) {
                text.append(word()); // two words in one become two pieces, seldom more
                left -= 3;
            } else if (chance < JOINED + COMMA && left >= 1) {
                text.append(',');
                left--;
            }
        }
        return text.append('.').toString();
    }

    /** The vocabulary is sorted by frequency, roughly: the place is drawn so that its logarithm is even. */
    private String word() {
        return words.get((int) Math.exp(random.nextDouble() * Math.log(words.size())) - 1);
    }
}

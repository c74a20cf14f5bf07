package dev.scholion.models.evaluate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An answer as SQuAD's evaluation compares it: its words in lower case, without ASCII punctuation and English articles. Text
 * that is written without blanks is one word.
 */
record AnswerWords(List<String> words) {
    private static final Pattern PUNCTUATION = Pattern.compile("[!-/:-@\\[-`{-~]");
    private static final Pattern ARTICLES = Pattern.compile("\\b(a|an|the)\\b", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern BLANKS = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    AnswerWords {
        words = List.copyOf(words);
    }

    static AnswerWords of(String answer) {
        String bare = PUNCTUATION.matcher(answer.toLowerCase(Locale.ROOT)).replaceAll("");
        String text = ARTICLES.matcher(bare).replaceAll(" ");
        return new AnswerWords(Arrays.stream(BLANKS.split(text))
                .filter(word -> !word.isEmpty())
                .toList());
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    /** F1 of the words, each as often as it comes; of nothing only nothing is right. */
    double f1(AnswerWords truth) {
        if (isEmpty() || truth.isEmpty()) {
            return words.equals(truth.words) ? 1 : 0;
        }
        Map<String, Integer> left = new HashMap<>();
        truth.words.forEach(word -> left.merge(word, 1, Integer::sum));
        int common = 0;
        for (String word : words) {
            if (left.merge(word, -1, Integer::sum) >= 0) {
                common++;
            }
        }
        return new Counts(common, words.size(), truth.words.size()).f1();
    }
}

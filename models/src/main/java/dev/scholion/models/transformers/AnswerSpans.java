package dev.scholion.models.transformers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scholion.models.text.TokenizedRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** Brings the spans of all windows together: those of the same words are one answer, and their scores are added up. */
final class AnswerSpans {
    /**
     * @param topK answers that are wanted
     * @param maxAnswer tokens of the longest answer
     * @param impossible whether an empty answer is one
     * @param wholeWords whether spans are widened to whole words
     */
    record Options(int topK, int maxAnswer, boolean impossible, boolean wholeWords) {
        /** Some spans turn out to be the same words. */
        int spansOfWindow() {
            return wholeWords ? topK * 2 + 10 : topK;
        }
    }

    private record Answer(double score, int start, int end, String text) {
        ObjectNode json() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("score", score)
                    .put("start", start)
                    .put("end", end)
                    .put("answer", text);
        }
    }

    private final CodePointText context;
    private final Options options;
    private final int contextSequence;
    private final OptionalInt padId;

    /**
     * @param contextFirst whether the question stands behind the context
     * @param padId the token by whose count spans are shifted where rows are padded on the left
     */
    AnswerSpans(CodePointText context, Options options, boolean contextFirst, OptionalInt padId) {
        this.context = context;
        this.options = options;
        this.contextSequence = contextFirst ? 0 : 1;
        this.padId = padId;
    }

    JsonNode json(List<AnswerWindow> windows) {
        Map<String, Answer> found = new LinkedHashMap<>();
        double nullScore = 1_000_000;
        for (AnswerWindow window : windows) {
            nullScore = Math.min(nullScore, window.nullScore());
            int shift = paddingOf(window.row());
            for (AnswerWindow.Span span : window.spans()) {
                Answer answer = answer(window.row(), span.start() - shift, span.end() - shift, span.score());
                found.merge(
                        answer.text().toLowerCase(Locale.ROOT),
                        answer,
                        (one, other) -> new Answer(one.score() + other.score(), one.start(), one.end(), one.text()));
            }
        }
        List<Answer> answers = new ArrayList<>(found.values());
        if (options.impossible()) {
            answers.add(new Answer(nullScore, 0, 0, ""));
        }
        answers.sort(Comparator.comparingDouble(Answer::score).reversed());
        List<Answer> kept = answers.subList(0, Math.min(options.topK(), answers.size()));
        if (kept.size() == 1) {
            return kept.get(0).json();
        }
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        kept.forEach(answer -> all.add(answer.json()));
        return all;
    }

    private int paddingOf(TokenizedRow row) {
        int count = 0;
        for (int token = 0; token < row.length(); token++) {
            if (padId.isPresent() && row.id(token) == padId.getAsInt()) {
                count++;
            }
        }
        return count;
    }

    private Answer answer(TokenizedRow row, int first, int last, double score) {
        int start = -1;
        int end = -1;
        if (options.wholeWords() && first >= 0 && last >= 0) {
            int[] startWord = word(row, first);
            int[] endWord = word(row, last);
            if (startWord.length > 0 && endWord.length > 0) {
                start = row.start(startWord[0]);
                end = row.end(endWord[1]);
            }
        }
        if (start < 0) {
            start = row.start(Math.floorMod(first, row.length()));
            end = row.end(Math.floorMod(last, row.length()));
        }
        return new Answer(score, start, end, context.slice(start, end));
    }

    /** First and last token of the context's word with the number of a token's word; empty if there is none. */
    private int[] word(TokenizedRow row, int token) {
        int word = row.word(token);
        int first = -1;
        int last = -1;
        if (word != TokenizedRow.NONE && row.sequence(token) != TokenizedRow.NONE) {
            for (int other = 0; other < row.length(); other++) {
                if (row.sequence(other) == contextSequence && row.word(other) == word) {
                    first = first < 0 ? other : first;
                    last = other;
                }
            }
        }
        return first < 0 ? new int[0] : new int[] {first, last};
    }
}

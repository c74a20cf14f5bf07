package dev.scholion.models.transformers;

import dev.scholion.models.text.TokenizedRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The best spans of one window of a context.
 *
 * @param nullScore how likely it is that there is no answer
 */
record AnswerWindow(TokenizedRow row, List<Span> spans, double nullScore) {
    /** What a masked token's logit is. */
    private static final float MASKED = -10_000;

    /** Up to here numpy sorts all pairs of tokens instead of parting them. */
    private static final int MOST_PAIRS_SORTED = 256;

    /** @param start first token, {@code end} last token */
    record Span(int start, int end, double score) {}

    /** Worst first; of equal spans the later one. */
    private static final Comparator<Span> WORST_FIRST = Comparator.comparingDouble(Span::score)
            .thenComparing(Comparator.comparingInt(Span::start)
                    .thenComparingInt(Span::end)
                    .reversed());

    static AnswerWindow of(
            TokenizedRow row,
            float[] startLogits,
            float[] endLogits,
            boolean[] candidates,
            AnswerSpans.Options options) {
        double[] starts = masked(startLogits, candidates);
        double[] ends = masked(endLogits, candidates);
        double nullScore = starts[0] * ends[0];
        starts[0] = 0;
        ends[0] = 0;
        List<Span> best = best(starts, ends, options);
        // The first token counts as a candidate there, although nothing can be said of it.
        best.removeIf(span ->
                !(span.start() == 0 || candidates[span.start()]) || !(span.end() == 0 || candidates[span.end()]));
        return new AnswerWindow(row, best, nullScore);
    }

    private static double[] masked(float[] logits, boolean[] candidates) {
        float[] masked = logits.clone();
        for (int token = 0; token < masked.length; token++) {
            if (!candidates[token]) {
                masked[token] = MASKED;
            }
        }
        return Probabilities.softmax(masked);
    }

    /**
     * As many spans as are asked for, and where fewer are possible, impossible ones to fill them up. Which ones is chance there
     * (numpy's partition differs from processor to processor): in a short row they begin at its start, where some count as
     * answers, in a longer one among special tokens, which never do.
     */
    private static List<Span> best(double[] starts, double[] ends, AnswerSpans.Options options) {
        int count = options.spansOfWindow();
        boolean fillsUp = (long) starts.length * ends.length <= MOST_PAIRS_SORTED;
        PriorityQueue<Span> best = new PriorityQueue<>(WORST_FIRST);
        for (int start = 0; start < starts.length; start++) {
            for (int end = 0; end < ends.length; end++) {
                boolean possible = end >= start && end - start < options.maxAnswer();
                double score = possible ? starts[start] * ends[end] : 0;
                if (score == 0 && !fillsUp) {
                    continue;
                }
                if (best.size() < count) {
                    best.add(new Span(start, end, score));
                } else if (score > best.element().score()) {
                    best.remove();
                    best.add(new Span(start, end, score));
                }
            }
        }
        List<Span> sorted = new ArrayList<>(best);
        sorted.sort(WORST_FIRST.reversed());
        return sorted;
    }
}

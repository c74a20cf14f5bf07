package dev.scholion.models.transformers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.testing.TinyModel;
import dev.scholion.models.text.PipelineTokenizer;
import dev.scholion.models.text.TokenizedRow;
import dev.scholion.models.text.TokenizerCall;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerWindowTest {
    private static final int WORDS = 20;

    @TempDir
    private Path folder;

    @Test
    void findsTheBestSpansOfAllPairs() {
        Random random = new Random(3);
        TokenizedRow row = row();
        for (int round = 0; round < 50; round++) {
            float[] starts = logits(random, row.length());
            float[] ends = logits(random, row.length());
            boolean[] candidates = new boolean[row.length()];
            for (int token = 1; token < candidates.length; token++) {
                candidates[token] = random.nextInt(4) > 0;
            }
            AnswerSpans.Options options = new AnswerSpans.Options(1, 4, false, true);
            AnswerWindow window = AnswerWindow.of(row, starts, ends, candidates, options);
            double best = -1;
            for (int start = 1; start < starts.length; start++) {
                for (int end = start; end < Math.min(start + 4, ends.length); end++) {
                    if (candidates[start] && candidates[end]) {
                        best = Math.max(best, starts[start] + ends[end]);
                    }
                }
            }
            AnswerWindow.Span first = window.spans().get(0);
            assertEquals(best, starts[first.start()] + ends[first.end()], 1e-5);
            assertTrue(window.spans().stream().allMatch(span -> span.end() - span.start() < 4));
        }
    }

    private TokenizedRow row() {
        try (PipelineTokenizer tokenizer = PipelineTokenizer.open(TinyModel.classifier(folder, 64), true, Set.of())) {
            return tokenizer
                    .encode(TokenizerCall.PLAIN, "w1 ".repeat(WORDS).trim(), null)
                    .get(0);
        }
    }

    private static float[] logits(Random random, int count) {
        float[] logits = new float[count];
        for (int i = 0; i < count; i++) {
            logits[i] = (float) random.nextGaussian();
        }
        return logits;
    }
}

package dev.scholion.models.decode;

import dev.scholion.models.TaskResult;
import dev.scholion.models.TaskResult.Sentence;
import dev.scholion.models.TextInput;
import dev.scholion.models.task.Task;
import dev.scholion.models.task.WindowRule;
import dev.scholion.models.text.Encoding;
import dev.scholion.models.text.Reading;
import dev.scholion.models.text.Sentences;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The sentences that say most of a text: each is near the mean of all, and far from those chosen before it (maximal
 * marginal relevance, Carbonell and Goldstein 1998).
 */
final class SummaryDecoder implements TaskDecoder {
    /** How much nearness to the text counts against distance from the chosen ones. */
    private static final double RELEVANCE = 0.7;

    private final Task.ExtractiveSummary task;

    SummaryDecoder(Task.ExtractiveSummary task) {
        this.task = task;
    }

    @Override
    public List<Reading> readings(TextInput input) {
        return List.of(Reading.SENTENCES);
    }

    private static final class Scored {
        private final Sentences.Range range;
        private final float[] vector;

        /** Cosine with the whole text's vector. */
        private final double relevance;

        private Scored(Sentences.Range range, float[] vector, double relevance) {
            this.range = range;
            this.vector = vector;
            this.relevance = relevance;
        }
    }

    @Override
    public TaskResult.Summary decode(TextInput input, Encoding encoding, List<List<WindowScores>> readings) {
        List<Scored> left = scored(encoding, readings.get(0));
        List<Scored> chosen = new ArrayList<>();
        while (chosen.size() < task.sentences() && !left.isEmpty()) {
            Scored best = left.stream()
                    .max(Comparator.comparingDouble(sentence -> worth(sentence, chosen)))
                    .orElseThrow();
            left.remove(best);
            chosen.add(best);
        }
        return new TaskResult.Summary(chosen.stream()
                .sorted(Comparator.comparingInt(sentence -> sentence.range.first()))
                .flatMap(sentence -> sentence(encoding, sentence).stream())
                .toList());
    }

    private List<Scored> scored(Encoding encoding, List<WindowScores> windows) {
        float[] whole = Vectors.normalized(vector(windows));
        List<Scored> sentences = new ArrayList<>();
        for (Sentences.Range range : Sentences.of(encoding)) {
            List<WindowScores> own = windows.stream()
                    .filter(scores -> scores.window().first() >= range.first()
                            && scores.window().end() <= range.end())
                    .toList();
            float[] vector = Vectors.normalized(vector(own));
            sentences.add(new Scored(range, vector, Vectors.dot(vector, whole)));
        }
        return sentences;
    }

    private float[] vector(List<WindowScores> windows) {
        return WindowMean.of(
                windows,
                WindowRule.MEAN_BY_TOKENS,
                window -> Vectors.pooled(window, task.head().pooling().mode()));
    }

    private static double worth(Scored sentence, List<Scored> chosen) {
        double nearest = chosen.stream()
                .mapToDouble(other -> Vectors.dot(sentence.vector, other.vector))
                .max()
                .orElse(0);
        return RELEVANCE * sentence.relevance - (1 - RELEVANCE) * nearest;
    }

    private static Optional<Sentence> sentence(Encoding encoding, Scored scored) {
        int start = encoding.start(scored.range.first());
        int end = encoding.end(scored.range.end() - 1);
        while (start < end && encoding.isBlank(start)) {
            start++;
        }
        return start < end
                ? Optional.of(new Sentence(encoding.span(start, end), (float) scored.relevance))
                : Optional.empty();
    }
}

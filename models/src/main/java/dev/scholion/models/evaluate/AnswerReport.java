package dev.scholion.models.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well questions are answered, by SQuAD's definition: against the best of the right answers.
 *
 * @param answerable questions that have an answer
 * @param unanswerable questions that have none
 * @param calibrationError expected calibration error over 15 bins: of scores of answers, and of "no answer", against the
 *     share of them that was exact
 */
public record AnswerReport(Sums answerable, Sums unanswerable, double calibrationError, List<Mistake> mistakes)
        implements Report {
    /**
     * @param exact answers that are the same but for case, punctuation and articles
     * @param f1 sum of the F1 of the answers' words
     */
    public record Sums(long questions, long exact, double f1) {
        Sums plus(Sums other) {
            return new Sums(questions + other.questions, exact + other.exact, f1 + other.f1);
        }

        /** Share of the questions. */
        public double exactMatch() {
            return Counts.ratio(exact, questions);
        }

        /** Mean over the questions. */
        public double meanF1() {
            return Counts.ratio(f1, (double) questions);
        }
    }

    public AnswerReport {
        mistakes = List.copyOf(mistakes);
    }

    public Sums all() {
        return answerable.plus(unanswerable);
    }

    @Override
    public long examples() {
        return all().questions();
    }

    @Override
    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("f1", all().meanF1());
        figures.put("exact-match", all().exactMatch());
        return figures;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.answers(this);
    }
}

package dev.scholion.models.evaluate;

import dev.scholion.models.TaskResult;
import dev.scholion.models.evaluate.AnswerReport.Sums;
import java.util.List;

/** Measures answers to questions. That there is none is right where the truth has none. */
public final class AnswerMeasure implements Measure<Example.OfAnswer> {
    private final SurestMistakes mistakes;
    private final Calibration calibration = new Calibration();
    private Sums answerable = new Sums(0, 0, 0);
    private Sums unanswerable = new Sums(0, 0, 0);

    /** @param mistakes how many are kept */
    public AnswerMeasure(int mistakes) {
        this.mistakes = new SurestMistakes(mistakes);
    }

    @Override
    public void take(Example.OfAnswer example, TaskResult answer) {
        if (!(answer instanceof TaskResult.Answers answers)) {
            throw new IllegalArgumentException("no answers, but " + answer);
        }
        boolean none = answers.answers().isEmpty();
        String said = none ? "" : answers.answers().get(0).span().text();
        float score = none ? answers.noAnswerScore() : answers.answers().get(0).score();
        AnswerWords predicted = AnswerWords.of(said);
        List<AnswerWords> truths = example.answers().stream()
                .map(AnswerWords::of)
                .filter(words -> !words.isEmpty())
                .toList();
        List<AnswerWords> right = truths.isEmpty() ? List.of(AnswerWords.of("")) : truths;
        boolean exact = right.contains(predicted);
        double f1 = right.stream().mapToDouble(predicted::f1).max().orElseThrow();
        Sums sums = new Sums(1, exact ? 1 : 0, f1);
        if (truths.isEmpty()) {
            unanswerable = unanswerable.plus(sums);
        } else {
            answerable = answerable.plus(sums);
        }
        calibration.add(Math.min(1, score), exact);
        if (!exact) {
            mistakes.add(new Mistake(
                    example.place(),
                    example.question(),
                    0,
                    truths.isEmpty() ? "" : example.answers().get(0),
                    said,
                    score));
        }
    }

    @Override
    public AnswerReport report() {
        return new AnswerReport(answerable, unanswerable, calibration.error(), mistakes.surestFirst());
    }
}

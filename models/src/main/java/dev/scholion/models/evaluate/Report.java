package dev.scholion.models.evaluate;

import java.util.List;
import java.util.Map;

/** How good answers were. */
public sealed interface Report permits ClassReport, LabelSetReport, SpanReport, AnswerReport {
    /** Examples that were compared. */
    long examples();

    /** The figures that sum all up, from 0 to 1, by name; the one that is usually named comes first. */
    Map<String, Double> figures();

    /** Wrong answers, the surest first. */
    List<Mistake> mistakes();

    /** Handles each kind of report, so that a new kind breaks every caller at compile time. */
    <R> R match(Cases<R> cases);

    /** What to do with each kind of report. */
    interface Cases<R> {
        R classes(ClassReport report);

        R labelSets(LabelSetReport report);

        R spans(SpanReport report);

        R answers(AnswerReport report);
    }
}

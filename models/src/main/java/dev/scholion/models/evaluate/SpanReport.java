package dev.scholion.models.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well entities are found. One counts as found if its type, its first and its last word are right.
 *
 * @param examples sentences
 * @param words of all examples
 * @param rightWords words with the right tag, where truth and answer are both written as B-I-O
 * @param types that were predicted or true, by name
 */
public record SpanReport(long examples, long words, long rightWords, List<LabelCounts> types, List<Mistake> mistakes)
        implements Report {
    public SpanReport {
        types = List.copyOf(types);
        mistakes = List.copyOf(mistakes);
    }

    /** Over all spans. */
    public Counts micro() {
        return LabelCounts.sum(types);
    }

    /** Mean precision of the types that were predicted or true. */
    public double macroPrecision() {
        return LabelCounts.mean(types, Counts::precision);
    }

    /** Mean recall of the types that were predicted or true. */
    public double macroRecall() {
        return LabelCounts.mean(types, Counts::recall);
    }

    /** Mean F1 of the types that were predicted or true. */
    public double macroF1() {
        return LabelCounts.mean(types, Counts::f1);
    }

    public double wordAccuracy() {
        return Counts.ratio(rightWords, words);
    }

    @Override
    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("micro-f1", micro().f1());
        figures.put("macro-f1", macroF1());
        figures.put("word-accuracy", wordAccuracy());
        return figures;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.spans(this);
    }
}

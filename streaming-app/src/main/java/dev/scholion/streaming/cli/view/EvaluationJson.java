package dev.scholion.streaming.cli.view;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scholion.models.ModelIdentity;
import dev.scholion.models.evaluate.AnswerReport;
import dev.scholion.models.evaluate.ClassReport;
import dev.scholion.models.evaluate.Counts;
import dev.scholion.models.evaluate.LabelCounts;
import dev.scholion.models.evaluate.LabelSetReport;
import dev.scholion.models.evaluate.Mistake;
import dev.scholion.models.evaluate.Report;
import dev.scholion.models.evaluate.SpanReport;
import java.util.List;

/** All that a measured model came to, as one JSON object. */
public final class EvaluationJson implements Report.Cases<ObjectNode> {
    private final ObjectNode all;

    private EvaluationJson(ObjectNode all) {
        this.all = all;
    }

    /** On one line. */
    public static String of(Evaluated evaluated) {
        ObjectNode all = new ObjectMapper().createObjectNode();
        ModelIdentity model = evaluated.model();
        all.putObject("model")
                .put("name", model.name())
                .put("version", model.version())
                .put("digest", model.digest())
                .put("precision", model.precision())
                .put("engine", model.engine());
        all.put("task", evaluated.task());
        all.put("texts", evaluated.report().examples());
        all.put("left_out", evaluated.leftOut());
        all.put("not_annotated", evaluated.notAnnotated());
        all.put("seconds", evaluated.took().toNanos() / 1e9);
        all.put("texts_per_second", evaluated.speed());
        ObjectNode figures = all.putObject("figures");
        evaluated.report().figures().forEach((name, value) -> figures.put(name.replace('-', '_'), value));
        evaluated.report().match(new EvaluationJson(all));
        ArrayNode mistakes = all.putArray("wrong_answers");
        evaluated.report().mistakes().forEach(each -> mistake(mistakes.addObject(), each));
        return all.toString();
    }

    @Override
    public ObjectNode classes(ClassReport report) {
        report.calibrationError().ifPresent(error -> all.put("calibration_error", error));
        labels("labels", report.labels());
        ArrayNode confusion = all.putArray("confusion");
        report.confusion().forEach(each -> confusion
                .addObject()
                .put("truth", each.truth())
                .put("predicted", each.predicted())
                .put("texts", each.count()));
        return all;
    }

    @Override
    public ObjectNode labelSets(LabelSetReport report) {
        all.put("threshold", report.threshold());
        all.put("calibration_error", report.calibrationError());
        counts(all.putObject("micro"), report.micro());
        labels("labels", report.labels());
        return all;
    }

    @Override
    public ObjectNode spans(SpanReport report) {
        all.put("words", report.words());
        counts(all.putObject("micro"), report.micro());
        all.putObject("macro")
                .put("precision", report.macroPrecision())
                .put("recall", report.macroRecall())
                .put("f1", report.macroF1());
        labels("types", report.types());
        return all;
    }

    @Override
    public ObjectNode answers(AnswerReport report) {
        all.put("calibration_error", report.calibrationError());
        sums("answerable", report.answerable());
        sums("unanswerable", report.unanswerable());
        return all;
    }

    private void sums(String key, AnswerReport.Sums sums) {
        all.putObject(key)
                .put("questions", sums.questions())
                .put("f1", sums.meanF1())
                .put("exact_match", sums.exactMatch());
    }

    private void labels(String key, List<LabelCounts> labels) {
        ArrayNode array = all.putArray(key);
        for (LabelCounts each : labels) {
            counts(array.addObject().put("label", each.label()), each.counts());
        }
    }

    private static void counts(ObjectNode node, Counts counts) {
        node.put("precision", counts.precision())
                .put("recall", counts.recall())
                .put("f1", counts.f1())
                .put("right", counts.right())
                .put("predicted", counts.predicted())
                .put("support", counts.truth());
    }

    private static void mistake(ObjectNode node, Mistake mistake) {
        node.put("place", mistake.place())
                .put("text", mistake.text())
                .put("truth", mistake.truth())
                .put("predicted", mistake.predicted())
                .put("score", mistake.score());
    }
}

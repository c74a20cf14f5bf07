package dev.scholion.streaming.cli.view;

import dev.scholion.models.evaluate.AnswerReport;
import dev.scholion.models.evaluate.ClassReport;
import dev.scholion.models.evaluate.ClassReport.Confusion;
import dev.scholion.models.evaluate.Counts;
import dev.scholion.models.evaluate.LabelCounts;
import dev.scholion.models.evaluate.LabelSetReport;
import dev.scholion.models.evaluate.Mistake;
import dev.scholion.models.evaluate.Report;
import dev.scholion.models.evaluate.SpanReport;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What a measured model came to, for people. */
public final class EvaluationText {
    /** Labels up to which the confusion is a table that fits a terminal. */
    private static final int TABLE = 8;

    private static final int PAIRS = 15;
    private static final int EXCERPT = 90;

    private final Paint paint;
    private final StringBuilder text = new StringBuilder();

    public EvaluationText(Paint paint) {
        this.paint = paint;
    }

    public String of(Evaluated evaluated) {
        Report report = evaluated.report();
        line(
                "model",
                "%s %s, %s, on %s"
                        .formatted(
                                evaluated.model().name(),
                                evaluated.model().version(),
                                evaluated.model().precision(),
                                evaluated.model().engine()));
        line("task", evaluated.task());
        line("texts", count(report.examples()));
        report.figures().forEach((name, value) -> line(name, figure(value)));
        report.match(new Details());
        leftOut(evaluated);
        if (!report.mistakes().isEmpty()) {
            heading("wrong answers, the surest first");
            report.mistakes().forEach(this::mistake);
        }
        text.append(String.format(
                Locale.ROOT,
                "%n%,d texts in %.1f s, %,.0f a second",
                report.examples(),
                evaluated.took().toNanos() / 1e9,
                evaluated.speed()));
        return text.toString();
    }

    private final class Details implements Report.Cases<StringBuilder> {
        @Override
        public StringBuilder classes(ClassReport report) {
            report.calibrationError().ifPresent(this::calibration);
            labels("label", "texts", report.labels(), Map.of());
            confusion(report);
            return text;
        }

        @Override
        public StringBuilder labelSets(LabelSetReport report) {
            line("threshold", figure(report.threshold()));
            calibration(report.calibrationError());
            labels("label", "texts", report.labels(), Map.of("all", report.micro()));
            return text;
        }

        @Override
        public StringBuilder spans(SpanReport report) {
            line("words", count(report.words()));
            labels("type", "spans", report.types(), Map.of("all", report.micro()));
            return text;
        }

        @Override
        public StringBuilder answers(AnswerReport report) {
            calibration(report.calibrationError());
            TextTable table = new TextTable();
            table.row("questions", "f1", "exact-match", "count");
            sums(table, "that have an answer", report.answerable());
            sums(table, "that have none", report.unanswerable());
            show(table);
            return text;
        }

        private void calibration(double error) {
            line("calibration", figure(error) + " expected error of the scores, 15 bins");
        }
    }

    private static void sums(TextTable table, String name, AnswerReport.Sums sums) {
        if (sums.questions() > 0) {
            table.row(name, figure(sums.meanF1()), figure(sums.exactMatch()), count(sums.questions()));
        }
    }

    private void labels(String what, String support, List<LabelCounts> labels, Map<String, Counts> sums) {
        TextTable table = new TextTable();
        table.row(what, "precision", "recall", "f1", support, "predicted");
        labels.forEach(each -> row(table, each.label(), each.counts()));
        sums.forEach((name, counts) -> row(table, name, counts));
        show(table);
    }

    private static void row(TextTable table, String name, Counts counts) {
        table.row(
                name,
                figure(counts.precision()),
                figure(counts.recall()),
                figure(counts.f1()),
                count(counts.truth()),
                count(counts.predicted()));
    }

    private void confusion(ClassReport report) {
        List<String> labels = report.labels().stream().map(LabelCounts::label).toList();
        if (labels.size() <= TABLE) {
            Map<List<String>, Long> counts = new HashMap<>();
            report.confusion().forEach(each -> counts.put(List.of(each.truth(), each.predicted()), each.count()));
            TextTable table = new TextTable();
            table.row(with("true, by predicted", labels));
            for (String truth : labels) {
                table.row(with(
                        truth,
                        labels.stream()
                                .map(predicted -> count(counts.getOrDefault(List.of(truth, predicted), 0L)))
                                .toList()));
            }
            show(table);
            return;
        }
        List<Confusion> wrong = report.confusion().stream()
                .filter(each -> !each.truth().equals(each.predicted()))
                .toList();
        TextTable table = new TextTable();
        table.row("true", "predicted", "texts");
        wrong.stream().limit(PAIRS).forEach(each -> table.row(each.truth(), each.predicted(), count(each.count())));
        show(table);
        if (wrong.size() > PAIRS) {
            text.append("These are the %d most frequent of %d confusions; --format json has all.%n"
                    .formatted(PAIRS, wrong.size()));
        }
    }

    private static String[] with(String first, List<String> others) {
        return Stream.concat(Stream.of(first), others.stream()).toArray(String[]::new);
    }

    private void leftOut(Evaluated evaluated) {
        if (evaluated.leftOut() + evaluated.notAnnotated() > 0) {
            text.append('\n');
        }
        if (evaluated.leftOut() > 0) {
            line("left out", count(evaluated.leftOut()) + " rows, by --map or --only");
        }
        if (evaluated.notAnnotated() > 0) {
            line(
                    "no answer",
                    "%s texts that cannot be annotated; the first is %s"
                            .formatted(count(evaluated.notAnnotated()), evaluated.firstFault()));
        }
    }

    private void mistake(Mistake mistake) {
        String score = String.format(Locale.ROOT, "%.3f", mistake.score());
        String truth = mistake.truth().isEmpty() ? "nothing" : mistake.truth();
        String predicted = mistake.predicted().isEmpty() ? "nothing" : mistake.predicted();
        text.append(paint.in(Paint.Colour.RED, SafeText.of("%s %s".formatted(predicted, score))))
                .append(SafeText.of(", true is %s  (%s)".formatted(truth, mistake.place())))
                .append('\n')
                .append("  ")
                .append(SafeText.of(excerpt(mistake)))
                .append('\n');
    }

    /** The text where the answer stands in it, with what stands before as far as there is room. */
    private static String excerpt(Mistake mistake) {
        String all = mistake.text();
        int start = Math.max(0, Math.min(mistake.at() - EXCERPT / 2, all.length() - EXCERPT));
        if (start > 0 && Character.isLowSurrogate(all.charAt(start))) {
            start--;
        }
        return (start > 0 ? "…" : "") + SafeText.shortened(all.substring(start), EXCERPT);
    }

    private void show(TextTable table) {
        List<String> lines = table.lines();
        text.append('\n').append(paint.in(Paint.Colour.DIM, lines.get(0))).append('\n');
        lines.stream().skip(1).forEach(line -> text.append(line).append('\n'));
    }

    private void heading(String words) {
        text.append('\n').append(paint.in(Paint.Colour.DIM, words)).append('\n');
    }

    private void line(String key, String value) {
        text.append(paint.in(Paint.Colour.DIM, "%-14s".formatted(key)))
                .append(SafeText.of(value))
                .append('\n');
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}

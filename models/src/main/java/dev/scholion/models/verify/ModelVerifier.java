package dev.scholion.models.verify;

import dev.scholion.models.TaskResult;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.predict.Trace;
import dev.scholion.models.predict.TracingPredictor;
import dev.scholion.models.text.Encoding;
import dev.scholion.models.text.TextTokenizer;
import dev.scholion.models.text.Window;
import dev.scholion.models.text.Windows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Compares a model's answers with those stored in its package: token ids and offsets exactly, labels and spans exactly,
 * scores within the package's tolerance. All texts are asked at once, so they share batches as in a stream.
 */
public final class ModelVerifier {
    private final double tolerance;
    private final List<String> differences = new ArrayList<>();
    private double largestDifference;

    private ModelVerifier(double tolerance) {
        this.tolerance = tolerance;
    }

    /**
     * Verifies a package with a predictor that was opened from it.
     *
     * @throws dev.scholion.models.catalog.ModelPackageException if the package has no stored answers, or a file is not the
     *     promised one
     */
    public static Verification verify(ModelPackage model, TracingPredictor predictor) {
        model.verifyFiles();
        Golden.Set goldens = Golden.read(model);
        ModelVerifier verifier = new ModelVerifier(goldens.tolerance());
        List<CompletableFuture<Trace>> traces = goldens.cases().stream()
                .map(golden -> predictor.trace(golden.text()))
                .toList();
        for (int i = 0; i < traces.size(); i++) {
            verifier.compare(model, goldens.cases().get(i), traces.get(i).join());
        }
        return verifier.result(goldens);
    }

    /**
     * Verifies token ids and offsets alone, for a package whose tasks no predictor answers.
     *
     * @throws dev.scholion.models.catalog.ModelPackageException as of {@link #verify}
     */
    static Verification verifyTokens(ModelPackage model) {
        Golden.Set goldens = Golden.read(model);
        ModelVerifier verifier = new ModelVerifier(goldens.tolerance());
        try (TextTokenizer tokenizer = TextTokenizer.open(model)) {
            Windows windows = tokenizer.windows(model.window(), 0);
            for (Golden golden : goldens.cases()) {
                Encoding encoding = tokenizer.encode(golden.text());
                verifier.compareTokens(verifier.reporter(golden), golden, encoding, windows.of(encoding));
            }
        }
        return verifier.result(goldens);
    }

    private Verification result(Golden.Set goldens) {
        return new Verification(
                goldens.cases().size(),
                goldens.tolerance(),
                largestDifference,
                differences,
                goldens.cases().stream()
                        .flatMap(golden -> golden.otherTasks().stream())
                        .distinct()
                        .sorted()
                        .toList());
    }

    private Reporter reporter(Golden golden) {
        return what -> differences.add("'%s': %s".formatted(golden.text(), what));
    }

    private void compareTokens(Reporter reporter, Golden golden, Encoding encoding, List<Window> windows) {
        if (windows.size() == 1 && !golden.masked()) {
            reporter.unlessEqual("token ids", golden.ids(), ids(windows.get(0)));
            reporter.unlessEqual("offsets", golden.offsets(), offsets(encoding, windows.get(0)));
        }
    }

    private void compare(ModelPackage model, Golden golden, Trace trace) {
        Reporter reporter = reporter(golden);
        compareTokens(reporter, golden, trace.encoding(), trace.windows());
        Map<String, List<String>> labels = model.tasks().stream()
                .collect(Collectors.toMap(
                        head -> head.spec().name(), head -> head.spec().labels()));
        Map<String, TaskResult> results = trace.annotations().results();
        golden.classes().forEach((task, expected) -> {
            if (results.get(task) instanceof TaskResult.Classes actual) {
                compare(reporter, task, expected, actual, labels.getOrDefault(task, List.of()));
            } else {
                reporter.report("task '%s' gives no classes".formatted(task));
            }
        });
        golden.entities().forEach((task, expected) -> {
            if (results.get(task) instanceof TaskResult.Entities actual) {
                compare(reporter, task, expected, actual.entities());
            } else {
                reporter.report("task '%s' gives no entities".formatted(task));
            }
        });
        golden.embeddings().forEach((task, expected) -> {
            if (results.get(task) instanceof TaskResult.Embedding actual) {
                compare(reporter, task, expected, actual);
            } else {
                reporter.report("task '%s' gives no embedding".formatted(task));
            }
        });
    }

    private void compare(
            Reporter reporter, String task, Golden.Classes expected, TaskResult.Classes actual, List<String> labels) {
        Map<String, Float> scores = actual.scores().stream()
                .collect(Collectors.toMap(TaskResult.ClassScore::label, TaskResult.ClassScore::score));
        if (!labels.contains(expected.label()) || expected.scores().size() != labels.size()) {
            reporter.report("%s: label %s with %d scores is not of this model, it has %s"
                    .formatted(task, expected.label(), expected.scores().size(), labels));
            return;
        }
        double lead = actual.score() - scores.getOrDefault(expected.label(), Float.NaN);
        if (!actual.label().equals(expected.label()) && !(lead <= tolerance)) {
            reporter.report("%s: label is %s, expected %s".formatted(task, actual.label(), expected.label()));
        }
        for (int i = 0; i < labels.size(); i++) {
            Float score = scores.get(labels.get(i));
            compare(reporter, task + " " + labels.get(i), expected.scores().get(i), score == null ? Float.NaN : score);
        }
    }

    private void compare(Reporter reporter, String task, List<Golden.Entity> expected, List<TaskResult.Entity> actual) {
        Function<TaskResult.Entity, String> name = entity -> "%s '%s' %d-%d"
                .formatted(
                        entity.type(),
                        entity.span().text(),
                        entity.span().start(),
                        entity.span().end());
        List<String> expectedNames = expected.stream()
                .map(entity -> "%s '%s' %d-%d"
                        .formatted(
                                entity.type(),
                                entity.text(),
                                entity.span().start(),
                                entity.span().end()))
                .toList();
        List<String> actualNames = actual.stream().map(name).toList();
        reporter.unlessEqual(task, expectedNames, actualNames);
        if (expectedNames.equals(actualNames)) {
            for (int i = 0; i < expected.size(); i++) {
                compare(
                        reporter,
                        task + " " + actualNames.get(i),
                        expected.get(i).score(),
                        actual.get(i).score());
            }
        }
    }

    private void compare(Reporter reporter, String task, List<Double> expected, TaskResult.Embedding actual) {
        reporter.unlessEqual(task + " numbers", expected.size(), actual.values().size());
        if (expected.size() == actual.values().size()) {
            int furthest = IntStream.range(0, expected.size())
                    .boxed()
                    .max(Comparator.comparingDouble(
                            i -> Math.abs(expected.get(i) - actual.values().get(i))))
                    .orElse(0);
            compare(
                    reporter,
                    "%s [%d]".formatted(task, furthest),
                    expected.get(furthest),
                    actual.values().get(furthest));
        }
    }

    private void compare(Reporter reporter, String what, double expected, double actual) {
        double difference = Math.abs(expected - actual);
        largestDifference = Math.max(largestDifference, difference);
        if (!(difference <= tolerance)) {
            reporter.report("%s: score is %s, expected %s".formatted(what, actual, expected));
        }
    }

    private static List<Integer> ids(Window window) {
        return IntStream.of(window.row().ids()).boxed().toList();
    }

    private static List<Golden.Span> offsets(Encoding encoding, Window window) {
        return IntStream.range(0, window.row().length())
                .map(column -> column - window.column())
                .mapToObj(token -> token < 0 || token >= window.length()
                        ? new Golden.Span(0, 0)
                        : new Golden.Span(encoding.start(token), encoding.end(token)))
                .toList();
    }

    @FunctionalInterface
    private interface Reporter {
        void report(String what);

        default void unlessEqual(String what, Object expected, Object actual) {
            if (!expected.equals(actual)) {
                report("%s are %s, expected %s".formatted(what, actual, expected));
            }
        }
    }
}

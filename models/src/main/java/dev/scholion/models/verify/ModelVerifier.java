package dev.scholion.models.verify;

import dev.scholion.models.Annotations;
import dev.scholion.models.Predictor;
import dev.scholion.models.TaskResult;
import dev.scholion.models.TaskSpec;
import dev.scholion.models.TextInput;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.TaskHead;
import dev.scholion.models.engine.EngineOptions;
import dev.scholion.models.predict.ModelUse;
import dev.scholion.models.predict.PredictorOptions;
import dev.scholion.models.predict.Predictors;
import dev.scholion.models.predict.TracingPredictor;
import dev.scholion.models.task.Task;
import dev.scholion.models.text.Encoding;
import dev.scholion.models.text.TextTokenizer;
import dev.scholion.models.text.Window;
import dev.scholion.models.text.Windows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Compares a model's answers with those stored in its package: token ids and offsets exactly, labels and spans exactly,
 * scores within the package's tolerance. All texts are asked at once, so they share batches as in a stream.
 */
public final class ModelVerifier {
    private final String precision;
    private final double tolerance;
    private final List<String> differences = new ArrayList<>();
    private double largestDifference;

    private ModelVerifier(String precision, double tolerance) {
        this.precision = precision;
        this.tolerance = tolerance;
    }

    /** As {@link #verify(ModelPackage, EngineOptions)}, on the CPU. */
    public static Verification verify(ModelPackage model) {
        return verify(model, EngineOptions.only(EngineOptions.CPU));
    }

    /**
     * Verifies a package, with all that its heads say and the questions that it stores.
     *
     * @throws dev.scholion.models.catalog.ModelPackageException if the package has no stored answers, or a file is not the
     *     promised one
     */
    public static Verification verify(ModelPackage model, EngineOptions engine) {
        List<Task> tasks =
                model.tasks().stream().flatMap(head -> task(head).stream()).toList();
        try (TracingPredictor predictor = Predictors.open(
                new ModelUse(model, tasks, Set.of(), PredictorOptions.defaults().withEngine(engine)))) {
            return verify(model, predictor);
        }
    }

    /** Each question comes with its text, in a field of the task's name; a text without one is asked anything. */
    private static Optional<Task> task(TaskHead head) {
        String name = head.spec().name();
        return head.spec().kind() == TaskSpec.Kind.QUESTION_ANSWERING
                ? Optional.of(new Task.QuestionAnswering(
                        name,
                        head,
                        Optional.of("?"),
                        Optional.of(name),
                        1,
                        Task.QuestionAnswering.USUAL_ANSWER_TOKENS,
                        false))
                : Task.usual(head);
    }

    /** As {@link #verify(ModelPackage, EngineOptions)}, with a predictor that was opened from the package. */
    public static Verification verify(ModelPackage model, Predictor predictor) {
        model.verifyFiles();
        String precision = predictor.model().precision();
        Golden.Set goldens = Golden.read(model, precision);
        ModelVerifier verifier =
                new ModelVerifier(precision, Math.max(goldens.tolerance(), Tolerance.ofScores(precision)));
        List<CompletableFuture<Annotations>> answers = goldens.cases().stream()
                .map(golden -> predictor.predict(input(golden)))
                .toList();
        boolean masks =
                goldens.cases().stream().anyMatch(golden -> !golden.fills().isEmpty());
        try (TextTokenizer tokenizer = TextTokenizer.open(model, masks)) {
            Windows windows = tokenizer.windows(model.window(), 0);
            for (int i = 0; i < answers.size(); i++) {
                Golden golden = goldens.cases().get(i);
                Reporter reporter = verifier.reporter(golden);
                Encoding encoding = tokenizer.encode(golden.text());
                compareTokens(reporter, golden, encoding, windows.of(encoding));
                try {
                    verifier.compare(reporter, model, golden, answers.get(i).join());
                } catch (CompletionException e) {
                    reporter.report("no answer: " + e.getCause());
                }
            }
        }
        return verifier.result(goldens);
    }

    private static TextInput input(Golden golden) {
        Map<String, String> questions = golden.answers().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, answer -> answer.getValue().question()));
        return new TextInput(golden.text(), Optional.empty(), questions);
    }

    private Verification result(Golden.Set goldens) {
        return new Verification(
                precision,
                goldens.precision(),
                goldens.cases().size(),
                tolerance,
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

    private static void compareTokens(Reporter reporter, Golden golden, Encoding encoding, List<Window> windows) {
        if (windows.size() == 1) {
            reporter.unlessEqual("token ids", golden.ids(), ids(windows.get(0)));
            reporter.unlessEqual("offsets", golden.offsets(), offsets(encoding, windows.get(0)));
        }
    }

    private void compare(Reporter reporter, ModelPackage model, Golden golden, Annotations annotations) {
        Map<String, List<String>> labels = model.tasks().stream()
                .collect(Collectors.toMap(
                        head -> head.spec().name(), head -> head.spec().labels()));
        Map<String, TaskResult> results = annotations.results();
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
        golden.answers().forEach((task, expected) -> {
            if (results.get(task) instanceof TaskResult.Answers actual) {
                compare(reporter, task, expected, actual);
            } else {
                reporter.report("task '%s' gives no answers".formatted(task));
            }
        });
        golden.fills().forEach((task, expected) -> {
            if (results.get(task) instanceof TaskResult.Fills actual
                    && actual.masks().size() == 1) {
                compare(reporter, task, expected, actual.masks().get(0));
            } else {
                reporter.report("task '%s' gives not one mask".formatted(task));
            }
        });
    }

    private void compare(Reporter reporter, String task, Golden.Answer expected, TaskResult.Answers actual) {
        String question = "%s '%s'".formatted(task, expected.question());
        if (actual.answers().isEmpty()) {
            reporter.report(question + ": no answer, expected '%s'".formatted(expected.text()));
            return;
        }
        TaskResult.Answer best = actual.answers().get(0);
        reporter.unlessEqual(
                question + " spans",
                expected.span(),
                new Golden.Span(best.span().start(), best.span().end()));
        compare(reporter, question, expected.score(), best.score());
    }

    private void compare(Reporter reporter, String task, List<Golden.Fill> expected, TaskResult.Mask actual) {
        Map<Integer, Float> scores =
                actual.fills().stream().collect(Collectors.toMap(TaskResult.Fill::token, TaskResult.Fill::score));
        for (Golden.Fill fill : expected.subList(0, Math.min(expected.size(), scores.size()))) {
            compare(reporter, task + " " + fill.token(), fill.score(), scores.getOrDefault(fill.token(), Float.NaN));
        }
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

package dev.scholion.models.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scholion.models.Annotations;
import dev.scholion.models.TaskResult;
import dev.scholion.models.TextFaultException;
import dev.scholion.models.TextInput;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.TaskHead;
import dev.scholion.models.predict.ModelUse;
import dev.scholion.models.predict.PredictorOptions;
import dev.scholion.models.predict.Predictors;
import dev.scholion.models.predict.TracingPredictor;
import dev.scholion.models.task.ClassRules;
import dev.scholion.models.task.Task;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the stream answers to texts of one window is what the reference's pipeline answers. */
class StreamAnswersTest {
    private static final double TOLERANCE = 1e-3;

    @BeforeAll
    static void saysWhyItSkips() {
        boolean there = Files.isDirectory(ParityCase.root());
        if (!there) {
            System.out.println("SKIPPED: no parity cases at " + ParityCase.root());
        }
        assumeTrue(there, "no parity cases at " + ParityCase.root());
    }

    static Stream<ParityCase> cases() {
        return ParityCase.all()
                .filter(parity ->
                        Set.of("question-answering", "zero-shot-classification", "fill-mask", "sentence-embedding")
                                        .contains(parity.task())
                                || (parity.task().equals("text-classification") && !parity.singleTexts()));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void answersAsTheReferenceDoes(ParityCase parity) {
        ModelPackage model = ModelPackage.read(parity.folder());
        List<String> differences = new ArrayList<>();
        int compared = 0;
        ModelUse use =
                new ModelUse(model, List.of(task(parity, model.tasks().get(0))), Set.of(), PredictorOptions.defaults());
        try (TracingPredictor predictor = Predictors.open(use)) {
            for (JsonNode line : parity.lines()) {
                Optional<Annotations> answer = answer(predictor, input(line.path("input")));
                if (answer.filter(annotations -> annotations.windows() == 1).isPresent()
                        && !SpecialTokenTexts.spelled(line.path("input").toString())
                        && !line.path("truncated").asBoolean()
                        && !line.path("near_tie").asBoolean()
                        && oneWindow(parity, line)) {
                    compared++;
                    String difference = difference(answer.get().results().get("task"), line.path("output"));
                    if (!difference.isEmpty()) {
                        differences.add(line.path("input") + ": " + difference);
                    }
                }
            }
        }
        System.out.printf("%s in the stream: %d of %d equal%n", parity, compared - differences.size(), compared);
        assertTrue(compared * 7 > parity.lines().size(), compared + " compared");
        assertEquals(List.of(), differences);
    }

    /** Question answering there has windows of its own; candidate labels have one row each. */
    private static boolean oneWindow(ParityCase parity, JsonNode line) {
        return !parity.task().equals("question-answering") || line.path("ids").size() == 1;
    }

    private static Optional<Annotations> answer(TracingPredictor predictor, TextInput input) {
        try {
            return Optional.of(predictor.predict(input).join());
        } catch (CompletionException e) {
            if (e.getCause() instanceof TextFaultException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static TextInput input(JsonNode input) {
        if (input.has("context")) {
            return new TextInput(
                    input.path("context").asText(),
                    Optional.empty(),
                    Map.of("question", input.path("question").asText()));
        }
        if (input.has("text_pair")) {
            return new TextInput(
                    input.path("text").asText(),
                    Optional.empty(),
                    Map.of("pair", input.path("text_pair").asText()));
        }
        return TextInput.of(input.asText());
    }

    private static Task task(ParityCase parity, TaskHead head) {
        return switch (parity.task()) {
            case "question-answering" ->
                new Task.QuestionAnswering(
                        "task",
                        head,
                        Optional.empty(),
                        Optional.of("question"),
                        parity.argument("top_k").asInt(1),
                        parity.argument("max_answer_len").asInt(Task.QuestionAnswering.USUAL_ANSWER_TOKENS),
                        parity.argument("handle_impossible_answer").asBoolean());
            case "zero-shot-classification" ->
                new Task.ZeroShotClassification(
                        "task",
                        head,
                        ParityCase.elements(parity.argument("candidate_labels"))
                                .map(JsonNode::asText)
                                .toList(),
                        parity.argument("hypothesis_template").asText(Task.ZeroShotClassification.USUAL_HYPOTHESIS),
                        parity.argument("multi_label").asBoolean(),
                        ClassRules.ALL);
            case "fill-mask" ->
                new Task.FillMask("task", head, parity.argument("top_k").asInt(5));
            case "sentence-embedding" -> new Task.SentenceEmbedding("task", head);
            default -> new Task.Classification("task", head, ClassRules.ALL, Optional.of("pair"));
        };
    }

    private static String difference(TaskResult actual, JsonNode expected) {
        if (actual instanceof TaskResult.Answers answers) {
            return answers(answers, expected);
        } else if (actual instanceof TaskResult.Embedding embedding) {
            return IntStream.range(0, expected.size())
                            .allMatch(i -> near(
                                    expected.path(i).asDouble(),
                                    embedding.values().get(i)))
                    ? ""
                    : embedding + ", expected " + expected;
        } else if (actual instanceof TaskResult.Fills fills) {
            return fills(fills, expected);
        }
        TaskResult.Classes classes = (TaskResult.Classes) actual;
        List<JsonNode> labels = expected.has("labels")
                ? ParityCase.elements(expected.path("labels")).toList()
                : flat(expected).stream().map(item -> item.path("label")).toList();
        List<JsonNode> scores = expected.has("scores")
                ? ParityCase.elements(expected.path("scores")).toList()
                : flat(expected).stream().map(item -> item.path("score")).toList();
        for (int i = 0; i < labels.size(); i++) {
            TaskResult.ClassScore score = classes.scores().get(i);
            if (!score.label().equals(labels.get(i).asText())
                    || !near(scores.get(i).asDouble(), score.score())) {
                return classes + ", expected " + expected;
            }
        }
        return "";
    }

    /** An empty answer there is no answer here, and what is ranked behind it is none either if that was asked. */
    private static String answers(TaskResult.Answers answers, JsonNode expected) {
        Predicate<JsonNode> isAnswer = item -> !item.path("answer").asText().isEmpty();
        List<JsonNode> items = answers.noAnswerScore() > 0
                ? flat(expected).stream().takeWhile(isAnswer).toList()
                : flat(expected).stream().filter(isAnswer).toList();
        for (int i = 0; i < Math.min(items.size(), answers.answers().size()); i++) {
            TaskResult.Answer answer = answers.answers().get(i);
            JsonNode item = items.get(i);
            if (answer.span().start() != item.path("start").asInt()
                    || answer.span().end() != item.path("end").asInt()
                    || !near(item.path("score").asDouble(), answer.score())) {
                return answers + ", expected " + expected;
            }
        }
        boolean noAnswerFirst = items.isEmpty() && answers.answers().isEmpty();
        return noAnswerFirst || !answers.answers().isEmpty() == !items.isEmpty()
                ? ""
                : answers + ", expected " + expected;
    }

    private static String fills(TaskResult.Fills fills, JsonNode expected) {
        List<JsonNode> masks =
                expected.path(0).isArray() ? ParityCase.elements(expected).toList() : List.of(expected);
        for (int mask = 0; mask < masks.size(); mask++) {
            for (int i = 0; i < masks.get(mask).size(); i++) {
                JsonNode item = masks.get(mask).path(i);
                TaskResult.Fill fill = fills.masks().get(mask).fills().get(i);
                if (fill.token() != item.path("token").asInt()
                        || !near(item.path("score").asDouble(), fill.score())) {
                    return fills + ", expected " + expected;
                }
            }
        }
        return "";
    }

    private static List<JsonNode> flat(JsonNode output) {
        return output.isObject()
                ? List.of(output)
                : ParityCase.elements(output)
                        .flatMap(node -> flat(node).stream())
                        .toList();
    }

    private static boolean near(double expected, double actual) {
        return Math.abs(expected - actual) <= TOLERANCE;
    }
}

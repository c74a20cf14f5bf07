package dev.scholion.models.transformers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scholion.models.TextFaultException;
import dev.scholion.models.text.TokenizedRow;
import dev.scholion.models.text.TokenizerCall;
import dev.scholion.models.text.TokenizerCall.Truncation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Labels that the model has never seen: each becomes a hypothesis that a text entails or not. */
final class ZeroShotClassificationPipeline implements Pipeline {
    private record Question(List<String> labels, String template, boolean multiLabel) {}

    private static final Set<String> FIELDS = Set.of("candidate_labels", "hypothesis_template", "multi_label");

    private final PipelineModel model;
    private final TokenizerCall call;
    private final int entailment;
    private final PipelineArguments arguments;

    /** @param labels ids of the model's labels by their names, in the order of its configuration */
    ZeroShotClassificationPipeline(PipelineModel model, Map<String, Integer> labels, PipelineArguments arguments) {
        this.model = model;
        this.call = TokenizerArguments.cut(model.tokenizer(), Truncation.ONLY_FIRST);
        this.entailment = labels.entrySet().stream()
                .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).startsWith("entail"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(model.head().spec().labels().size() - 1);
        this.arguments = arguments;
        question(arguments, false);
        arguments.requireAllKnown();
    }

    /** @param complete whether labels may not be missing */
    private Question question(PipelineArguments from, boolean complete) {
        List<String> labels = from.texts("candidate_labels")
                .or(() -> arguments.texts("candidate_labels"))
                .orElse(List.of());
        boolean listed =
                from.has("candidate_labels") ? !from.isText("candidate_labels") : !arguments.isText("candidate_labels");
        if (!listed) {
            labels = Arrays.stream(labels.get(0).split(",", -1))
                    .map(String::strip)
                    .filter(label -> !label.isEmpty())
                    .toList();
        }
        String template = from.text("hypothesis_template")
                .or(() -> arguments.text("hypothesis_template"))
                .orElse("This example is {}.");
        boolean multiLabel =
                from.flag("multi_label").or(() -> arguments.flag("multi_label")).orElse(false);
        if (complete && labels.isEmpty()) {
            throw new PipelineInputException("there are no candidate_labels");
        }
        String first = labels.isEmpty() ? "label" : labels.get(0);
        if (PythonFormat.format(template, first).equals(template)) {
            throw new PipelineArgumentException(
                    "argument 'hypothesis_template' is '%s', expected a text with a gap {}".formatted(template));
        }
        return new Question(labels, template, multiLabel);
    }

    @Override
    public CompletableFuture<JsonNode> answer(JsonNode input) {
        if (!input.isObject()) {
            return answer(input, question(arguments, true));
        }
        PipelineInput.requireFields(input, Set.of("sequences"), FIELDS);
        try {
            ObjectNode own = ((ObjectNode) input).deepCopy();
            own.remove("sequences");
            return answer(input.path("sequences"), question(PipelineArguments.of(own), true));
        } catch (PipelineArgumentException e) {
            throw new PipelineInputException(String.valueOf(e.getMessage()));
        }
    }

    private CompletableFuture<JsonNode> answer(JsonNode sequences, Question question) {
        if (!sequences.isArray()) {
            return answer(PipelineInput.text(sequences, "the sequence"), question);
        }
        List<CompletableFuture<JsonNode>> all = PipelineInput.texts(sequences, "the sequences").stream()
                .map(text -> answer(text, question))
                .toList();
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).thenApply(done -> {
            ArrayNode answers = JsonNodeFactory.instance.arrayNode();
            all.forEach(answer -> answers.add(answer.join()));
            return answers;
        });
    }

    private CompletableFuture<JsonNode> answer(String text, Question question) {
        if (text.isEmpty()) {
            throw new PipelineInputException("the sequence is empty");
        }
        List<CompletableFuture<float[]>> logits = new ArrayList<>();
        for (String label : question.labels()) {
            String hypothesis = PythonFormat.format(question.template(), PipelineInput.valid(label, "a label"));
            logits.add(model.engine().run(row(text, hypothesis), RowScores::ofText));
        }
        return CompletableFuture.allOf(logits.toArray(CompletableFuture[]::new))
                .thenApply(done -> json(
                        text,
                        question,
                        logits.stream().map(CompletableFuture::join).toList()));
    }

    /** Where the hypothesis alone fills the row, nothing is cut. */
    private TokenizedRow row(String text, String hypothesis) {
        try {
            return model.tokenizer().encode(call, text, hypothesis).get(0);
        } catch (TextFaultException e) {
            if (String.valueOf(e.getMessage()).contains("too short")) {
                return model.tokenizer()
                        .encode(TokenizerCall.PLAIN, text, hypothesis)
                        .get(0);
            }
            throw e;
        }
    }

    private JsonNode json(String text, Question question, List<float[]> logits) {
        double[] scores = scores(question, logits);
        List<Integer> order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer label) -> scores[label])
                        .thenComparingInt(label -> label)
                        .reversed())
                .toList();
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("sequence", text);
        ArrayNode names = answer.putArray("labels");
        ArrayNode numbers = answer.putArray("scores");
        for (int label : order) {
            names.add(question.labels().get(label));
            numbers.add((float) scores[label]);
        }
        return answer;
    }

    private double[] scores(Question question, List<float[]> logits) {
        double[] scores = new double[logits.size()];
        if (question.multiLabel() || logits.size() == 1) {
            for (int label = 0; label < scores.length; label++) {
                float[] raw = logits.get(label);
                int contradiction = entailment == 0 ? raw.length - 1 : 0;
                scores[label] = Probabilities.softmax(new float[] {raw[contradiction], raw[entailment]})[1];
            }
            return scores;
        }
        float[] entailments = new float[scores.length];
        for (int label = 0; label < scores.length; label++) {
            entailments[label] = logits.get(label)[entailment];
        }
        return Probabilities.softmax(entailments);
    }
}

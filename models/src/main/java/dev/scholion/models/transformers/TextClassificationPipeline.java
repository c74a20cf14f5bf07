package dev.scholion.models.transformers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scholion.models.catalog.Activation;
import dev.scholion.models.text.TokenizerCall;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Labels of a text or of a pair of texts. */
final class TextClassificationPipeline implements Pipeline {
    private final PipelineModel model;
    private final TokenizerCall call;
    private final Activation activation;
    private final boolean ranked;
    private final Optional<Integer> topK;

    TextClassificationPipeline(PipelineModel model, PipelineArguments arguments) {
        this.model = model;
        this.call = TokenizerArguments.read(arguments, model.tokenizer());
        this.ranked = arguments.has("top_k");
        this.topK = arguments.integer("top_k");
        this.activation = arguments
                .text("function_to_apply")
                .map(TextClassificationPipeline::activation)
                .orElse(model.head().activation());
        arguments.requireAllKnown();
    }

    private static Activation activation(String function) {
        for (Activation each : Activation.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(function.toLowerCase(Locale.ROOT))) {
                return each;
            }
        }
        throw new PipelineArgumentException(
                "argument 'function_to_apply' is '%s', expected sigmoid, softmax or none".formatted(function));
    }

    @Override
    public CompletableFuture<JsonNode> answer(JsonNode input) {
        String text;
        Optional<String> pair = Optional.empty();
        if (input.isObject()) {
            PipelineInput.requireFields(input, Set.of("text"), Set.of("text_pair"));
            text = PipelineInput.text(input.path("text"), "text");
            // An empty pair is none.
            pair = PipelineInput.optionalText(input, "text_pair").filter(other -> !other.isEmpty());
        } else {
            text = PipelineInput.text(input, "the input");
        }
        return model.engine()
                .run(model.tokenizer().encode(call, text, pair.orElse(null)).get(0), RowScores::ofText)
                .thenApply(raw -> answer(raw, !input.isObject()));
    }

    private JsonNode answer(float[] raw, boolean single) {
        double[] scores =
                switch (activation) {
                    case SOFTMAX -> Probabilities.softmax(raw);
                    case SIGMOID -> Probabilities.sigmoid(raw);
                    case NONE -> Probabilities.unchanged(raw);
                };
        if (!ranked) {
            ObjectNode best = entry(scores, Probabilities.best(scores));
            return single ? JsonNodeFactory.instance.arrayNode().add(best) : best;
        }
        List<Integer> order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer label) -> scores[label])
                        .reversed())
                .toList();
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        order.subList(0, kept(order.size())).forEach(label -> all.add(entry(scores, label)));
        return all;
    }

    /** A negative number leaves out as many from the end. */
    private int kept(int labels) {
        int count = topK.orElse(labels);
        return Math.max(0, Math.min(labels, count < 0 ? labels + count : count));
    }

    private ObjectNode entry(double[] scores, int label) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("label", model.head().spec().labels().get(label))
                .put("score", (float) scores[label]);
    }
}

package dev.scholion.models.transformers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.scholion.models.catalog.Pooling;
import dev.scholion.models.text.TokenizedRow;
import dev.scholion.models.text.TokenizerCall;
import dev.scholion.models.text.TokenizerCall.Truncation;
import java.util.concurrent.CompletableFuture;

/** The vector of a text, made of its tokens' vectors as sentence-transformers does. Text that is too long is cut, as there. */
final class SentenceEmbeddingPipeline implements Pipeline {
    private static final double LEAST_LENGTH = 1e-12;

    private final PipelineModel model;
    private final TokenizerCall call;
    private final Pooling pooling;

    SentenceEmbeddingPipeline(PipelineModel model, PipelineArguments arguments) {
        this.model = model;
        this.pooling = model.head().pooling();
        TokenizerCall stated = TokenizerArguments.read(arguments, model.tokenizer());
        int window =
                Math.min(model.model().window(), model.tokenizer().maxLength().orElse(Integer.MAX_VALUE));
        this.call = stated.truncation() == Truncation.DO_NOT_TRUNCATE
                ? stated.withTruncation(Truncation.LONGEST_FIRST, window)
                : stated.withTruncation(stated.truncation(), Math.min(window, stated.maxLength()));
        arguments.requireAllKnown();
    }

    @Override
    public CompletableFuture<JsonNode> answer(JsonNode input) {
        String text = PipelineInput.text(input, "the input");
        TokenizedRow row = model.tokenizer().encode(call, text, null).get(0);
        return model.engine().run(row, scores -> json(pooled(row, scores)));
    }

    private double[] pooled(TokenizedRow row, RowScores scores) {
        double[] vector = Probabilities.unchanged(scores.ofToken(0));
        if (pooling.mode() != Pooling.Mode.CLS) {
            vector = new double[vector.length];
            int tokens = 0;
            for (int token = 0; token < row.length(); token++) {
                if (!row.isPadding(token)) {
                    add(vector, scores.ofToken(token), tokens++ == 0);
                }
            }
            double divisor =
                    switch (pooling.mode()) {
                        case MEAN -> tokens;
                        case MEAN_SQRT_LEN -> Math.sqrt(tokens);
                        default -> 1;
                    };
            for (int i = 0; i < vector.length; i++) {
                vector[i] /= divisor;
            }
        }
        return pooling.normalized() ? normalized(vector) : vector;
    }

    private void add(double[] vector, float[] token, boolean first) {
        for (int i = 0; i < vector.length; i++) {
            if (pooling.mode() == Pooling.Mode.MAX) {
                vector[i] = first ? token[i] : Math.max(vector[i], token[i]);
            } else {
                vector[i] += token[i];
            }
        }
    }

    private static double[] normalized(double[] vector) {
        double squares = 0;
        for (double value : vector) {
            squares += value * value;
        }
        double length = Math.max(Math.sqrt(squares), LEAST_LENGTH);
        double[] result = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            result[i] = vector[i] / length;
        }
        return result;
    }

    private static JsonNode json(double[] vector) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        for (double value : vector) {
            json.add((float) value);
        }
        return json;
    }
}

package dev.scholion.models.transformers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.scholion.models.text.TokenizedRow;
import dev.scholion.models.text.TokenizerCall;
import java.util.concurrent.CompletableFuture;

/** The vectors of a text's tokens, special tokens included. */
final class FeatureExtractionPipeline implements Pipeline {
    private final PipelineModel model;
    private final TokenizerCall call;

    FeatureExtractionPipeline(PipelineModel model, PipelineArguments arguments) {
        this.model = model;
        this.call = TokenizerArguments.read(arguments, model.tokenizer());
        arguments.requireAllKnown();
    }

    @Override
    public CompletableFuture<JsonNode> answer(JsonNode input) {
        String text = PipelineInput.text(input, "the input");
        TokenizedRow row = model.tokenizer().encode(call, text, null).get(0);
        return model.engine().run(row, scores -> json(row.length(), scores));
    }

    private static JsonNode json(int tokens, RowScores scores) {
        ArrayNode batch = JsonNodeFactory.instance.arrayNode();
        ArrayNode vectors = batch.addArray();
        for (int token = 0; token < tokens; token++) {
            ArrayNode vector = vectors.addArray();
            for (float value : scores.ofToken(token)) {
                vector.add(value);
            }
        }
        return batch;
    }
}

package dev.scholion.models.transformers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.scholion.models.text.PipelineTokenizer;
import dev.scholion.models.text.TokenizedRow;
import dev.scholion.models.text.TokenizerCall;
import dev.scholion.models.text.TokenizerCall.Truncation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Tokens for the masked places of a text. */
final class FillMaskPipeline implements Pipeline {
    private static final int USUAL_COUNT = 5;

    /** @param id of the token, with its probability */
    private record Guess(int id, double score) {}

    private final PipelineModel model;
    private final TokenizerCall call;
    private final int maskId;
    private final OptionalInt padId;
    private final int topK;

    /** Ids that are asked for; empty for all. */
    private final int[] targets;

    FillMaskPipeline(PipelineModel model, PipelineArguments arguments) {
        PipelineTokenizer tokenizer = model.tokenizer();
        this.model = model;
        this.call = TokenizerArguments.read(arguments, tokenizer);
        this.maskId = tokenizer
                .idOfRole("mask_token")
                .orElseThrow(() -> new PipelineArgumentException("the tokenizer has no mask token"));
        this.padId = tokenizer.padId();
        this.targets = arguments.texts("targets").map(this::ids).orElse(new int[0]);
        int wanted = arguments.integer("top_k", 1).orElse(USUAL_COUNT);
        this.topK = targets.length > 0 ? Math.min(wanted, targets.length) : wanted;
        arguments.requireAllKnown();
    }

    /** A target that is no token stands for the first token of its text. */
    private int[] ids(List<String> texts) {
        PipelineTokenizer tokenizer = model.tokenizer();
        TokenizerCall first =
                new TokenizerCall(Truncation.LONGEST_FIRST, 1, 0, TokenizerCall.Padding.DO_NOT_PAD, false);
        TreeSet<Integer> ids = new TreeSet<>();
        for (String text : texts) {
            OptionalInt id = tokenizer.idOf(text);
            if (id.isPresent()) {
                ids.add(id.getAsInt());
                continue;
            }
            TokenizedRow row = tokenizer
                    .encode(first, PipelineInput.valid(text, "a target"), null)
                    .get(0);
            if (row.length() > 0) {
                ids.add(row.id(0));
            }
        }
        if (ids.isEmpty()) {
            throw new PipelineArgumentException("argument 'targets' is %s, none of it is a token".formatted(texts));
        }
        return ids.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public CompletableFuture<JsonNode> answer(JsonNode input) {
        String text = PipelineInput.text(input, "the input");
        TokenizedRow row = model.tokenizer().encode(call, text, null).get(0);
        List<Integer> masks = IntStream.range(0, row.length())
                .filter(token -> row.id(token) == maskId)
                .boxed()
                .toList();
        if (masks.isEmpty()) {
            throw new PipelineInputException("there is no mask token (%s) in the input"
                    .formatted(model.tokenizer().tokenOf(maskId)));
        }
        return model.engine()
                .run(row, scores -> masks.stream()
                        .map(mask -> guesses(Probabilities.softmax(scores.ofToken(mask))))
                        .toList())
                .thenApply(guesses -> json(row, masks, guesses));
    }

    private List<Guess> guesses(double[] probabilities) {
        if (topK > probabilities.length) {
            throw new PipelineInputException(
                    "top_k is %d, the model knows %d tokens".formatted(topK, probabilities.length));
        }
        IntStream ids = targets.length > 0 ? Arrays.stream(targets) : IntStream.range(0, probabilities.length);
        int[] asked = ids.toArray();
        boolean[] taken = new boolean[asked.length];
        List<Guess> guesses = new ArrayList<>();
        if (topK > asked.length / 2) {
            return Arrays.stream(asked)
                    .mapToObj(id -> new Guess(id, probabilities[id]))
                    .sorted(Comparator.comparingDouble(Guess::score).reversed())
                    .limit(topK)
                    .toList();
        }
        while (guesses.size() < topK) {
            int best = -1;
            for (int i = 0; i < asked.length; i++) {
                if (!taken[i] && (best < 0 || probabilities[asked[i]] > probabilities[asked[best]])) {
                    best = i;
                }
            }
            taken[best] = true;
            guesses.add(new Guess(asked[best], probabilities[asked[best]]));
        }
        return guesses;
    }

    private JsonNode json(TokenizedRow row, List<Integer> masks, List<List<Guess>> guesses) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < masks.size(); i++) {
            ArrayNode one = JsonNodeFactory.instance.arrayNode();
            for (Guess guess : guesses.get(i)) {
                int[] ids = row.ids();
                ids[masks.get(i)] = guess.id();
                int[] unpadded = Arrays.stream(ids)
                        .filter(id -> padId.isEmpty() || id != padId.getAsInt())
                        .toArray();
                one.addObject()
                        .put("score", (float) guess.score())
                        .put("token", guess.id())
                        .put("token_str", model.tokenizer().text(new int[] {guess.id()}, false))
                        .put("sequence", model.tokenizer().text(unpadded, masks.size() == 1));
            }
            if (masks.size() == 1) {
                return one;
            }
            all.add(one);
        }
        return all;
    }
}

package dev.scholion.models.transformers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.scholion.models.text.TokenizedRow;
import dev.scholion.models.text.TokenizerCall;
import dev.scholion.models.text.TokenizerCall.Padding;
import dev.scholion.models.text.TokenizerCall.Truncation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Labels of a text's tokens, or of the entities that they make. */
final class TokenClassificationPipeline implements Pipeline {
    private final PipelineModel model;
    private final TokenizerCall call;
    private final AggregationStrategy strategy;
    private final Set<String> ignored;
    private final boolean splitIntoWords;
    private final String delimiter;
    private final OptionalInt unknownId;
    private final EntityGroups groups;

    TokenClassificationPipeline(PipelineModel model, PipelineArguments arguments) {
        this.model = model;
        Optional<AggregationStrategy> stated = arguments.choice("aggregation_strategy", AggregationStrategy.class);
        this.strategy = stated.orElse(AggregationStrategy.NONE);
        this.ignored = new HashSet<>(arguments.texts("ignore_labels").orElse(List.of("O")));
        this.splitIntoWords = arguments.flag("is_split_into_words").orElse(false);
        this.delimiter = arguments.text("delimiter").orElse(" ");
        this.unknownId = model.tokenizer().idOfRole("unk_token");
        this.groups = new EntityGroups(model.head().spec().labels(), strategy, model.tokenizer());
        TokenizerCall cut = TokenizerArguments.cut(model.tokenizer(), Truncation.LONGEST_FIRST);
        this.call = arguments
                .integer("stride", 0)
                .map(stride -> striding(cut, stride, stated))
                .orElse(cut);
        arguments.requireAllKnown();
    }

    private TokenizerCall striding(TokenizerCall cut, int stride, Optional<AggregationStrategy> stated) {
        int longest = model.tokenizer().maxLength().orElse(Integer.MAX_VALUE);
        if (stride >= longest) {
            throw new PipelineArgumentException(
                    "argument 'stride' is %d, expected less than the model's %d tokens".formatted(stride, longest));
        }
        if (stated.filter(AggregationStrategy.NONE::equals).isPresent()) {
            throw new PipelineArgumentException("argument 'stride' needs another aggregation_strategy than none");
        }
        if (model.tokenizer().padId().isEmpty()) {
            throw new PipelineArgumentException("argument 'stride': the tokenizer has no padding token");
        }
        return cut.withStride(stride).withPadding(Padding.LONGEST);
    }

    @Override
    public CompletableFuture<JsonNode> answer(JsonNode input) {
        return splitIntoWords
                ? ofWords(PipelineInput.texts(input, "the input"))
                : ofText(PipelineInput.text(input, "the input"));
    }

    private CompletableFuture<JsonNode> ofText(String text) {
        List<TokenizedRow> rows = model.tokenizer().encode(call, text, null);
        return answer(new CodePointText(text), rows, new int[0]).thenApply(all -> all);
    }

    /** A list of words is a list of one input, so its answer is a list of one answer. */
    private CompletableFuture<JsonNode> ofWords(List<String> words) {
        int[] starts = new int[words.size()];
        int start = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = start;
            start += CodePointText.length(words.get(i)) + CodePointText.length(delimiter);
        }
        CodePointText text = new CodePointText(String.join(delimiter, words));
        return answer(text, model.tokenizer().encodeWords(call, words), starts)
                .thenApply(all -> JsonNodeFactory.instance.arrayNode().add(all));
    }

    /** @param wordStarts first code points of words that were given as such; empty if there are none */
    private CompletableFuture<ArrayNode> answer(CodePointText text, List<TokenizedRow> rows, int[] wordStarts) {
        boolean strides = call.stride() > 0 || call.padding() == Padding.LONGEST;
        List<CompletableFuture<List<Entity>>> windows = new ArrayList<>();
        for (TokenizedRow row : strides ? rows : rows.subList(0, 1)) {
            windows.add(model.engine()
                    .run(row, scores -> probabilities(row, scores))
                    .thenApply(scores -> groups.of(pieces(text, row, scores, wordStarts)).stream()
                            .filter(entity -> !ignored.contains(entity.label()))
                            .toList()));
        }
        return CompletableFuture.allOf(windows.toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    List<Entity> all = windows.stream()
                            .flatMap(window -> window.join().stream())
                            .toList();
                    List<Entity> kept = windows.size() > 1 ? EntityGroups.withoutOverlaps(all) : all;
                    ArrayNode json = JsonNodeFactory.instance.arrayNode();
                    kept.forEach(entity -> json.add(entity.json(strategy != AggregationStrategy.NONE)));
                    return json;
                });
    }

    /** By token; empty for special tokens. */
    private static double[][] probabilities(TokenizedRow row, RowScores scores) {
        double[][] all = new double[row.length()][0];
        for (int token = 0; token < row.length(); token++) {
            if (!row.isSpecial(token)) {
                all[token] = Probabilities.softmax(scores.ofToken(token));
            }
        }
        return all;
    }

    private List<Piece> pieces(CodePointText text, TokenizedRow row, double[][] scores, int[] wordStarts) {
        List<Piece> pieces = new ArrayList<>();
        for (int token = 0; token < row.length(); token++) {
            if (row.isSpecial(token)) {
                continue;
            }
            int shift = row.word(token) >= 0 && row.word(token) < wordStarts.length ? wordStarts[row.word(token)] : 0;
            int start = row.start(token) + shift;
            int end = row.end(token) + shift;
            String word = model.tokenizer().tokenOf(row.id(token));
            String slice = text.slice(start, end);
            boolean insideWord = model.tokenizer().marksContinuation()
                    ? CodePointText.length(word) != CodePointText.length(slice)
                    : start > 0 && text.slice(start - 1, start + 1).indexOf(' ') < 0;
            boolean unknown = unknownId.isPresent() && unknownId.getAsInt() == row.id(token);
            pieces.add(new Piece(unknown ? slice : word, scores[token], token, start, end, insideWord && !unknown));
        }
        return pieces;
    }
}

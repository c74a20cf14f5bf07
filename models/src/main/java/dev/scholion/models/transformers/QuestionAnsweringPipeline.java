package dev.scholion.models.transformers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scholion.models.text.TokenizedRow;
import dev.scholion.models.text.TokenizerCall;
import dev.scholion.models.text.TokenizerCall.Padding;
import dev.scholion.models.text.TokenizerCall.Truncation;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Spans of a context that answer a question, as version 4.57.6 finds them: the last that had this pipeline. */
final class QuestionAnsweringPipeline implements Pipeline {
    private static final int USUAL_LENGTH = 384;
    private static final int USUAL_STRIDE = 128;
    private static final int USUAL_ANSWER = 15;

    private final PipelineModel model;
    private final TokenizerCall call;
    private final AnswerSpans.Options options;
    private final OptionalInt clsId;
    private final boolean contextFirst;

    QuestionAnsweringPipeline(PipelineModel model, PipelineArguments arguments) {
        this.model = model;
        this.clsId = model.tokenizer().idOfRole("cls_token");
        this.contextFirst = model.tokenizer().padsLeft();
        int topK = arguments
                .integer("top_k", 1)
                .or(() -> arguments.integer("topk", 1))
                .orElse(1);
        arguments.has("topk");
        arguments.integer("max_question_len", 0); // fast tokenizers have never cared
        this.options = new AnswerSpans.Options(
                topK,
                arguments.integer("max_answer_len", 1).orElse(USUAL_ANSWER),
                arguments.flag("handle_impossible_answer").orElse(false),
                arguments.flag("align_to_words").orElse(true));
        int maxLength = arguments
                .integer("max_seq_len", 1)
                .orElse(Math.min(model.tokenizer().maxLength().orElse(USUAL_LENGTH), USUAL_LENGTH));
        int stride = arguments.integer("doc_stride", 0).orElse(Math.min(maxLength / 2, USUAL_STRIDE));
        if (stride > maxLength) {
            throw new PipelineArgumentException(
                    "argument 'doc_stride' is %d, more than max_seq_len %d".formatted(stride, maxLength));
        }
        Padding padding = arguments
                .choiceOrFlag("padding", Padding.class, Padding.LONGEST, Padding.DO_NOT_PAD)
                .orElse(Padding.DO_NOT_PAD);
        this.call = TokenizerCall.PLAIN
                .withTruncation(contextFirst ? Truncation.ONLY_FIRST : Truncation.ONLY_SECOND, maxLength)
                .withStride(stride)
                .withPadding(padding);
        arguments.requireAllKnown();
    }

    @Override
    public CompletableFuture<JsonNode> answer(JsonNode input) {
        if (!input.isObject()) {
            throw new PipelineInputException("the input is no object with 'question' and 'context'");
        }
        PipelineInput.requireFields(input, Set.of("question", "context"), Set.of());
        String question = PipelineInput.text(input.path("question"), "question");
        String context = PipelineInput.text(input.path("context"), "context");
        if (question.isEmpty() || context.isEmpty()) {
            throw new PipelineInputException(
                    "'%s' cannot be empty".formatted(question.isEmpty() ? "question" : "context"));
        }
        List<TokenizedRow> rows =
                model.tokenizer().encode(call, contextFirst ? context : question, contextFirst ? question : context);
        List<CompletableFuture<AnswerWindow>> windows = new ArrayList<>();
        for (TokenizedRow row : rows) {
            windows.add(model.engine()
                    .run(
                            row,
                            scores -> AnswerWindow.of(
                                    row, scores.ofTokens(0), scores.ofTokens(1), candidates(row), options)));
        }
        return CompletableFuture.allOf(windows.toArray(CompletableFuture[]::new))
                .thenApply(done -> new AnswerSpans(new CodePointText(context), options, contextFirst, padId())
                        .json(windows.stream().map(CompletableFuture::join).toList()));
    }

    private OptionalInt padId() {
        return contextFirst ? model.tokenizer().padId() : OptionalInt.empty();
    }

    /** The tokens that may be part of an answer: those of the context, and any that is the classification token. */
    private boolean[] candidates(TokenizedRow row) {
        boolean[] candidates = new boolean[row.length()];
        for (int token = 0; token < candidates.length; token++) {
            boolean cls = clsId.isPresent() && row.id(token) == clsId.getAsInt();
            candidates[token] = (contextFirst || row.sequence(token) == 1 || cls) && !row.isPadding(token);
        }
        return candidates;
    }
}

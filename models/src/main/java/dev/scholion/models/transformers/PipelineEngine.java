package dev.scholion.models.transformers;

import dev.scholion.models.EngineException;
import dev.scholion.models.TaskSpec;
import dev.scholion.models.TextFaultException;
import dev.scholion.models.batch.BatchBudget;
import dev.scholion.models.batch.LengthBuckets;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.Padding;
import dev.scholion.models.engine.OnnxEngine;
import dev.scholion.models.engine.TokenBatch;
import dev.scholion.models.predict.BatchingEngine;
import dev.scholion.models.predict.PredictorOptions;
import dev.scholion.models.predict.RowAnswer;
import dev.scholion.models.text.PipelineTokenizer;
import dev.scholion.models.text.Row;
import dev.scholion.models.text.TokenizedRow;
import dev.scholion.models.text.TokenizerCall;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Runs the rows of a pipeline, in batches where that changes no answer. Thread-safe. */
final class PipelineEngine implements AutoCloseable {
    private static final String SAMPLE = "a b c d e f";

    /** The longest row that is tried on a model that does not say how long its rows may be. */
    private static final int LONGEST_ROW = 4096;

    /** Logits that one batch may have: at a word for each token of a vocabulary they are many. */
    private static final int MOST_LOGITS = 1 << 24;

    private final OnnxEngine engine;
    private final BatchingEngine batching;
    private final PipelineTokenizer tokenizer;
    private final OptionalInt fixedColumns;
    private final int longest;
    private final int padId;
    private final OptionalInt endId;
    private final AtomicInteger usualEnds = new AtomicInteger(-1);

    /** @param endId the token by whose count the rows of a batch must agree, for models that look for it */
    private PipelineEngine(
            OnnxEngine engine,
            BatchingEngine batching,
            PipelineTokenizer tokenizer,
            int longest,
            int padId,
            OptionalInt endId) {
        this.engine = engine;
        this.batching = batching;
        this.tokenizer = tokenizer;
        this.fixedColumns = engine.fixedColumns();
        this.longest = longest;
        this.padId = padId;
        this.endId = endId;
    }

    static PipelineEngine open(ModelPackage model, PipelineTokenizer tokenizer, OptionalInt endId) {
        OnnxEngine engine = OnnxEngine.cpu(model);
        try {
            int window = Math.max(model.window(), tokenizer.maxLength().orElse(0));
            int longest = engine.fixedColumns().orElse(Math.min(window, LONGEST_ROW));
            LengthBuckets buckets = engine.fixedColumns().isPresent()
                    ? LengthBuckets.only(longest)
                    : model.padding() == Padding.NONE || !engine.masksPadding()
                            ? LengthBuckets.unpadded(longest)
                            : LengthBuckets.upTo(longest);
            PredictorOptions options = PredictorOptions.defaults();
            int tokens = BatchBudget.OF_A_CORE.maxTokens();
            if (model.tasks().get(0).spec().kind() == TaskSpec.Kind.FILL_MASK) {
                tokens = Math.min(
                        tokens, MOST_LOGITS / Math.max(1, model.vocabulary().orElse(1)));
            }
            BatchBudget budget = new BatchBudget(BatchBudget.OF_A_CORE.maxRows(), Math.max(tokens, longest));
            int padId = tokenizer.padId().orElse(model.padId());
            TokenizedRow sample = tokenizer
                    .encode(
                            TokenizerCall.PLAIN.withTruncation(TokenizerCall.Truncation.LONGEST_FIRST, longest),
                            SAMPLE,
                            null)
                    .get(0);
            Row known = sample.row(tokenizer.hasTypes(), 0, padId);
            BatchingEngine batching = BatchingEngine.of(engine, model, buckets, budget, known, options);
            return new PipelineEngine(engine, batching, tokenizer, longest, padId, endId);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /**
     * Runs a row.
     *
     * @param read takes what is needed out of the scores, on an engine thread; the rest is forgotten
     */
    <T> CompletableFuture<T> run(TokenizedRow tokens, Function<RowScores, T> read) {
        if (tokens.length() == 0) {
            throw new PipelineInputException("the text has no tokens");
        }
        if (fixedColumns.isPresent() && tokens.length() > fixedColumns.getAsInt()) {
            throw new PipelineInputException("a row of %d tokens, the graph was made for %d"
                    .formatted(tokens.length(), fixedColumns.getAsInt()));
        }
        if (tokens.length() > Math.max(longest, LONGEST_ROW)) {
            throw new PipelineInputException("a row of %d tokens, the longest that is tried has %d"
                    .formatted(tokens.length(), Math.max(longest, LONGEST_ROW)));
        }
        int shift = fixedColumns.isPresent() && tokenizer.padsLeft() ? fixedColumns.getAsInt() - tokens.length() : 0;
        Row row = tokens.row(tokenizer.hasTypes(), shift, padId);
        CompletableFuture<RowAnswer> answer = row.length() > longest || !endsAsUsual(tokens)
                ? CompletableFuture.completedFuture(alone(row))
                : batching.run(row);
        return answer.thenApply(scores -> read.apply(new RowScores(scores, tokens.length(), shift)));
    }

    private boolean endsAsUsual(TokenizedRow tokens) {
        if (endId.isEmpty()) {
            return true;
        }
        int ends = 0;
        for (int token = 0; token < tokens.length(); token++) {
            if (tokens.id(token) == endId.getAsInt()) {
                ends++;
            }
        }
        usualEnds.compareAndSet(-1, ends);
        return usualEnds.get() == ends;
    }

    /** A row that cannot share a batch. Its failure is its own: the batched rows tell whether the engine is broken. */
    private RowAnswer alone(Row row) {
        int columns = fixedColumns.orElse(row.length());
        TokenBatch batch = new TokenBatch(columns, padId);
        batch.fill(List.of(row), columns);
        try {
            return new RowAnswer(engine.run(batch), 0);
        } catch (EngineException e) {
            String refused = row.length() > longest
                    ? "a row of %d tokens is longer than the model's %d, and nothing says that it may be cut: "
                            .formatted(row.length(), longest)
                    : "the engine refuses this text: ";
            throw new TextFaultException(TextFaultException.Kind.ENGINE_REFUSED, refused + e.getMessage());
        }
    }

    /** Rows that should be in flight to keep the engine busy. */
    int capacity() {
        return batching.capacity();
    }

    @Override
    public void close() {
        batching.close();
    }
}

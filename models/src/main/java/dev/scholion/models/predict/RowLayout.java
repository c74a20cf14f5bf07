package dev.scholion.models.predict;

import dev.scholion.models.batch.BatchBudget;
import dev.scholion.models.batch.LengthBuckets;
import dev.scholion.models.batch.RowQueue;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.Padding;
import dev.scholion.models.engine.TokenBatch;
import dev.scholion.models.text.Row;
import dev.scholion.models.text.TextTokenizer;
import dev.scholion.models.text.Windows;
import java.util.OptionalInt;

/** How long rows are, how texts are cut into them, and how many run together: from the model, its graph and the options. */
record RowLayout(Windows windows, LengthBuckets buckets, BatchBudget budget, Probe probe, int padId) {
    static RowLayout of(
            ModelPackage model, PredictorOptions options, TextTokenizer tokenizer, OptionalInt fixedColumns) {
        int window = fixedColumns.isPresent() ? Math.min(model.window(), fixedColumns.getAsInt()) : model.window();
        int room = window - tokenizer.specialTokens();
        Windows windows = tokenizer.windows(window, options.overlap().orElse(Math.max(room, 0) / 4));
        LengthBuckets buckets = buckets(model, window, fixedColumns);
        BatchBudget budget = new BatchBudget(options.batchRows(), Math.max(options.batchTokens(), buckets.longest()));
        Row row = windows.of(tokenizer.encode(Probe.TEXT)).get(0).row();
        Probe probe = new Probe(row, fixedColumns.orElse(row.length()), model.tasks(), model.outputs());
        return new RowLayout(windows, buckets, budget, probe, model.padId());
    }

    private static LengthBuckets buckets(ModelPackage model, int window, OptionalInt fixedColumns) {
        if (fixedColumns.isPresent()) {
            return LengthBuckets.only(fixedColumns.getAsInt());
        }
        return model.padding() == Padding.NONE ? LengthBuckets.unpadded(window) : LengthBuckets.upTo(window);
    }

    RowQueue<PendingRow> queue() {
        return new RowQueue<>(budget, buckets);
    }

    /** Buffers for one engine thread. */
    TokenBatch batch() {
        return new TokenBatch(budget.maxTokens(), padId);
    }

    /** Rows of the largest batch there can be. */
    int fullestBatch() {
        return budget.rows(buckets.lengths().first());
    }
}

package dev.scholion.models.predict;

import dev.scholion.models.batch.BatchBudget;
import dev.scholion.models.batch.LengthBuckets;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.engine.Engine;
import dev.scholion.models.engine.EngineShapes;
import dev.scholion.models.engine.TokenBatch;
import dev.scholion.models.text.Encoding;
import dev.scholion.models.text.Reading;
import dev.scholion.models.text.Row;
import dev.scholion.models.text.TextTokenizer;
import dev.scholion.models.text.Window;
import dev.scholion.models.text.Windows;
import java.util.List;
import java.util.OptionalInt;

/**
 * How long rows are, how texts are cut into them, and how many run together: from the model, its graph and the options.
 *
 * @param window tokens of the longest row
 * @param overlap tokens that neighbouring windows share; a quarter of the room if not said
 */
record RowLayout(int window, OptionalInt overlap, LengthBuckets buckets, BatchBudget budget, Probe probe, int padId) {
    private static final int LEAST_ROWS_AT_A_TIME = 4;

    static RowLayout of(ModelPackage model, PredictorOptions options, TextTokenizer tokenizer, Engine engine) {
        OptionalInt fixedColumns = engine.fixedColumns();
        int window = fixedColumns.isPresent() ? Math.min(model.window(), fixedColumns.getAsInt()) : model.window();
        OptionalInt overlap = options.overlap().map(OptionalInt::of).orElseGet(OptionalInt::empty);
        int room = window - tokenizer.specialTokens();
        Windows alone = tokenizer.windows(window, overlap.orElse(Math.max(room, 0) / 4));
        EngineShapes any = EngineShapes.of(model, options.batch());
        EngineShapes shapes = fixedColumns.isPresent() ? any.only(fixedColumns.getAsInt()) : any;
        BatchBudget budget = shapes.budgetOr(engine.usualBudget());
        Row row = alone.of(tokenizer.encode(Probe.TEXT)).get(0).row();
        Probe probe = new Probe(row, fixedColumns.orElse(row.length()), model.tasks(), model.outputs());
        return new RowLayout(window, overlap, shapes.lengths(), budget, probe, model.padId());
    }

    /**
     * The rows of a text.
     *
     * @throws dev.scholion.models.TextFaultException if what stands beside the text leaves too little room
     */
    List<Window> windows(TextTokenizer tokenizer, Reading reading, Encoding encoding) {
        Windows windows = tokenizer.windows(reading, window, overlap);
        return reading.bySentence() ? windows.bySentence(encoding) : windows.of(encoding);
    }

    /** Buffers for one engine thread. */
    TokenBatch batch() {
        return new TokenBatch(budget.maxTokens(), padId);
    }

    /** Rows of one text that may wait together: they fill a batch, and leave the next one to others. */
    int rowsAtATime() {
        return Math.max(LEAST_ROWS_AT_A_TIME, budget.rows(buckets.longest()));
    }
}

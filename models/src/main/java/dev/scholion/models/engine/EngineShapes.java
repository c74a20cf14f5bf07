package dev.scholion.models.engine;

import dev.scholion.models.batch.BatchBudget;
import dev.scholion.models.batch.BudgetOverride;
import dev.scholion.models.batch.LengthBuckets;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.Padding;

/**
 * The batches that an engine will be given, so that it need not guess.
 *
 * @param lengths of rows, in tokens
 * @param budget what is said about one batch; the rest is the engine's own choice, see {@link Engine#usualBudget}
 */
public record EngineShapes(LengthBuckets lengths, BudgetOverride budget) {
    /** Those that a model's rows need. */
    public static EngineShapes of(ModelPackage model, BudgetOverride budget) {
        int window = model.window();
        return new EngineShapes(
                model.padding() == Padding.NONE ? LengthBuckets.unpadded(window) : LengthBuckets.upTo(window), budget);
    }

    /** The same for a graph that was made for rows of one length. */
    public EngineShapes only(int length) {
        return new EngineShapes(LengthBuckets.only(length), budget);
    }

    /** The most that one batch may cost: as configured or else as usual for an engine, with room for the longest row in any case. */
    public BatchBudget budgetOr(BatchBudget usual) {
        BatchBudget chosen = budget.over(usual);
        return new BatchBudget(chosen.maxRows(), Math.max(chosen.maxTokens(), lengths.longest()));
    }
}

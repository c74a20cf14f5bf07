package dev.scholion.models.batch;

import java.util.Optional;

/**
 * What somebody says about batches; the rest is as usual for the engine that runs them.
 *
 * @param rows of the largest batch
 * @param tokens padded tokens of the largest batch
 */
public record BudgetOverride(Optional<Integer> rows, Optional<Integer> tokens) {
    /** All as usual. */
    public static final BudgetOverride NONE = new BudgetOverride(Optional.empty(), Optional.empty());

    public BudgetOverride {
        if (rows.orElse(1) < 1 || tokens.orElse(1) < 1) {
            throw new IllegalArgumentException(
                    "batch rows %d, batch tokens %d: each at least 1".formatted(rows.orElse(1), tokens.orElse(1)));
        }
    }

    /** Nothing as usual. */
    public static BudgetOverride of(int rows, int tokens) {
        return new BudgetOverride(Optional.of(rows), Optional.of(tokens));
    }

    public BatchBudget over(BatchBudget usual) {
        return new BatchBudget(rows.orElse(usual.maxRows()), tokens.orElse(usual.maxTokens()));
    }
}

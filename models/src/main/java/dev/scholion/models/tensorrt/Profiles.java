package dev.scholion.models.tensorrt;

import dev.scholion.models.batch.BatchBudget;
import dev.scholion.models.batch.LengthBuckets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.stream.Collectors;

/**
 * The optimisation profiles of an engine. Lengths are cut at powers of two from 64 on: inside of such a range the rows of the
 * budget, and so the memory, differ by two at most. One more is for few rows, whose kernels are others than those of full batches.
 *
 * @param ranges in the engine's order; those of full batches first, by length, then that of few rows if there is one
 * @param fewRows whether the last range is for few rows
 */
record Profiles(List<ShapeRange> ranges, boolean fewRows) {
    private static final int SHORTEST_CUT = 64;
    private static final int FEW_ROWS = 8;

    /** Above this many tokens the kernels of full batches are as good. */
    private static final int FEW_TOKENS = 1024;

    private static final int USUAL_COLUMNS = 64;

    Profiles {
        ranges = List.copyOf(ranges);
    }

    /** @param fixed whether the graph takes rows of one length only, which is then the only one there is */
    static Profiles of(LengthBuckets lengths, BatchBudget budget, boolean fixed) {
        NavigableSet<Integer> all = lengths.lengths();
        int longest = lengths.longest();
        int shortest = fixed ? longest : 1; // the row that proves an engine may be shorter than a bucket
        List<ShapeRange> ranges = new ArrayList<>();
        int above = shortest - 1;
        for (int cut = SHORTEST_CUT; above < longest; cut *= 2) {
            int end = Math.min(cut, longest);
            NavigableSet<Integer> inside = all.subSet(above, false, Math.max(end, above), true);
            if (end > above && !inside.isEmpty()) {
                ranges.add(new ShapeRange(
                        budget.rows(inside.last()), budget.rows(inside.first()), above + 1, inside.last(), end));
                above = end;
            }
        }
        boolean fewRows = budget.maxRows() > FEW_ROWS;
        if (fewRows) {
            int rows = Math.min(FEW_ROWS, budget.rows(shortest));
            ranges.add(
                    new ShapeRange(1, rows, shortest, Math.max(shortest, Math.min(USUAL_COLUMNS, longest)), longest));
        }
        return new Profiles(ranges, fewRows);
    }

    /** Whether a batch is so small that its launch takes longer than its work. */
    boolean isSmall(int rows, int columns) {
        return rows <= FEW_ROWS && rows * columns <= FEW_TOKENS;
    }

    /**
     * Number of the profile that suits a batch.
     *
     * @throws IllegalArgumentException if the engine was not built for such batches
     */
    int choose(int rows, int columns) {
        int last = ranges.size() - 1;
        if (fewRows && isSmall(rows, columns) && ranges.get(last).holds(rows, columns)) {
            return last;
        }
        for (int i = 0; i <= last; i++) {
            if (ranges.get(i).holds(rows, columns)) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                "a batch of %d rows of %d tokens, the engine was built for %s".formatted(rows, columns, ranges));
    }

    /** All ranges, with semicolons. */
    String text() {
        return ranges.stream().map(ShapeRange::text).collect(Collectors.joining(";"));
    }
}

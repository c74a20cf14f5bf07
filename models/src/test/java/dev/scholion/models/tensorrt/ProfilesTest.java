package dev.scholion.models.tensorrt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.batch.BatchBudget;
import dev.scholion.models.batch.LengthBuckets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfilesTest {
    @Test
    void cutsLengthsAtPowersOfTwoAndKeepsOneForFewRows() {
        Profiles profiles = Profiles.of(LengthBuckets.upTo(256), BatchBudget.OF_A_GPU, false);
        assertEquals(
                List.of(
                        new ShapeRange(256, 256, 1, 64, 64),
                        new ShapeRange(128, 227, 65, 128, 128),
                        new ShapeRange(64, 113, 129, 256, 256),
                        new ShapeRange(1, 8, 1, 64, 256)),
                profiles.ranges());
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 20, 64, 65, 100, 128, 384, 512, 8192})
    void holdsEveryBatchOfTheBudget(int longest) {
        for (LengthBuckets lengths : List.of(LengthBuckets.upTo(longest), LengthBuckets.unpadded(longest))) {
            for (BatchBudget budget : List.of(
                    new BatchBudget(256, Math.max(16_384, longest)),
                    new BatchBudget(4, longest),
                    new BatchBudget(32, longest))) {
                Profiles profiles = Profiles.of(lengths, budget, false);
                for (int columns : lengths.lengths()) {
                    for (int rows : new int[] {1, Math.max(1, budget.rows(columns) / 2), budget.rows(columns)}) {
                        assertTrue(profiles.ranges()
                                .get(profiles.choose(rows, columns))
                                .holds(rows, columns));
                    }
                }
                profiles.choose(1, 1); // the row that proves an engine
            }
        }
    }

    @Test
    void takesOneLengthWhereTheGraphDoes() {
        Profiles profiles = Profiles.of(LengthBuckets.only(128), BatchBudget.OF_A_GPU, true);
        assertEquals(
                List.of(new ShapeRange(128, 128, 128, 128, 128), new ShapeRange(1, 8, 128, 128, 128)),
                profiles.ranges());
        assertThrows(IllegalArgumentException.class, () -> profiles.choose(1, 64));
    }

    @Test
    void choosesTheProfileForFewRowsOnlyForFewTokens() {
        Profiles profiles = Profiles.of(LengthBuckets.upTo(512), BatchBudget.OF_A_GPU, false);
        int last = profiles.ranges().size() - 1;
        assertEquals(last, profiles.choose(1, 512));
        assertEquals(last, profiles.choose(8, 128));
        assertEquals(0, profiles.choose(9, 16));
        assertEquals(last - 1, profiles.choose(3, 512));
    }

    @Test
    void readsBackARangeThatItWrites() {
        ShapeRange range = new ShapeRange(2, 3, 4, 5, 6);
        assertEquals(range, ShapeRange.parse(range.text()));
        assertThrows(IllegalArgumentException.class, () -> new ShapeRange(4, 3, 4, 5, 6));
    }
}

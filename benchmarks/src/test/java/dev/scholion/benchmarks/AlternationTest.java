package dev.scholion.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlternationTest {
    @Test
    void takesTurnsInBeginningAndLeavesOutTheFirstRound() throws Exception {
        List<String> order = new ArrayList<>();
        Alternation measured = Alternation.of(3, () -> noted(order, "a", 6), () -> noted(order, "b", 2));
        assertEquals(List.of("a", "b", "a", "b", "b", "a", "a", "b"), order);
        assertEquals(new Spread(3, 3, 3, 3), measured.ratio());
    }

    private static double noted(List<String> order, String name, double figure) {
        order.add(name);
        return figure;
    }

    @Test
    void tellsTheMiddleAndTheEnds() {
        assertEquals(new Spread(1, 2.5, 4, 4), Spread.of(List.of(4.0, 1.0, 3.0, 2.0)));
        assertEquals("0.912 (0.880 to 12.3, 2 rounds)", new Spread(0.88, 0.912, 12.34, 2).toString());
    }
}

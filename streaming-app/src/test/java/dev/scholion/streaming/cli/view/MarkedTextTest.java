package dev.scholion.streaming.cli.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scholion.streaming.cli.view.MarkedText.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkedTextTest {
    @Test
    void marksEntitiesInPlace() {
        assertEquals(
                "[Ada PER] flew to [Lisbon LOC].",
                MarkedText.of(
                        Paint.plain(), "Ada flew to Lisbon.", List.of(new Span("PER", 0, 3), new Span("LOC", 12, 18))));
    }

    @Test
    void countsUtf16UnitsSoEmojiMoveNothing() {
        assertEquals(
                "😱🔥 [Łódź LOC] 👩‍🚀",
                MarkedText.of(Paint.plain(), "😱🔥 Łódź 👩‍🚀", List.of(new Span("LOC", 5, 9))));
    }

    @Test
    void paintsWhereThereAreColours() {
        assertEquals(
                "\u001b[35mAda\u001b[0m\u001b[2m PER\u001b[0m flew.",
                MarkedText.of(Paint.coloured(), "Ada flew.", List.of(new Span("PER", 0, 3))));
    }

    @Test
    void leavesOutSpansThatDoNotLieInTheText() {
        List<Span> spans = List.of(new Span("PER", 0, 3), new Span("LOC", 2, 5), new Span("ORG", 4, 40));
        assertEquals("[Ada PER] flew.", MarkedText.of(Paint.plain(), "Ada flew.", spans));
    }

    @Test
    void aTextCannotCommandTheTerminal() {
        assertEquals(
                "\u241b[2J [A\u241bB PER]↵",
                MarkedText.of(Paint.plain(), "\u001b[2J A\u001bB\n", List.of(new Span("PER", 5, 8))));
    }
}

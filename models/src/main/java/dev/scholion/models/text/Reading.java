package dev.scholion.models.text;

import java.util.Optional;

/**
 * One way of reading a text: what stands beside it in each row, and how it is cut into rows.
 *
 * @param before a text that stands before it in each row, as a question does
 * @param after a text that stands behind it in each row, as a hypothesis does
 * @param bySentence whether each sentence is a row of its own; otherwise rows are as long as the model takes
 */
public record Reading(Optional<String> before, Optional<String> after, boolean bySentence) {
    /** The text alone. */
    public static final Reading ALONE = new Reading(Optional.empty(), Optional.empty(), false);

    /** Each sentence alone. */
    public static final Reading SENTENCES = new Reading(Optional.empty(), Optional.empty(), true);

    public Reading {
        if (before.isPresent() && after.isPresent()) {
            throw new IllegalArgumentException("a row has two texts at most");
        }
    }

    /** With another text before it. */
    public static Reading behind(String text) {
        return new Reading(Optional.of(text), Optional.empty(), false);
    }

    /** With another text behind it. */
    public static Reading before(String text) {
        return new Reading(Optional.empty(), Optional.of(text), false);
    }

    /** The text beside, if there is one. */
    Optional<String> beside() {
        return before.or(() -> after);
    }
}

package dev.scholion.models.text;

import dev.scholion.models.wordpiece.TokenTemplate;
import java.util.Optional;

/**
 * The special tokens that a row wears around two texts.
 *
 * @param firstType type id of the first text's own tokens
 * @param secondType type id of the second text's own tokens
 */
record PairFrame(Row prefix, int firstType, Row between, int secondType, Row suffix) {
    /**
     * Learns the frame from a text, and a row that has it twice; empty if the row does not.
     *
     * @param content without special tokens
     */
    static Optional<PairFrame> around(TokenizedRow content, TokenizedRow twice) {
        int first = 0;
        while (first + content.length() <= twice.length() && !twice.holds(first, content)) {
            first++;
        }
        int second = twice.length() - content.length();
        while (second > first && !twice.holds(second, content)) {
            second--;
        }
        if (second < first + content.length()) {
            return Optional.empty();
        }
        Row row = twice.row(true, 0, 0);
        return Optional.of(new PairFrame(
                row.part(0, first),
                row.type(first),
                row.part(first + content.length(), second),
                row.type(second),
                row.part(second + content.length(), row.length())));
    }

    /** The frame that a template draws around two texts; empty if it puts the second one first. */
    static Optional<PairFrame> of(TokenTemplate template) {
        int first = template.indexOf(TokenTemplate.TEXT);
        int second = template.indexOf(TokenTemplate.PAIR);
        if (second < first) {
            return Optional.empty();
        }
        return Optional.of(new PairFrame(
                Row.of(template, 0, first),
                template.places().get(first).type(),
                Row.of(template, first + 1, second),
                template.places().get(second).type(),
                Row.of(template, second + 1, template.places().size())));
    }

    /** The frame of the second text, behind a first one that is in each row. */
    RowFrame behind(int[] first) {
        return new RowFrame(Row.joined(prefix, Row.of(first, firstType), between), secondType, suffix);
    }

    /** The frame of the first text, before a second one that is in each row. */
    RowFrame before(int[] second) {
        return new RowFrame(prefix, firstType, Row.joined(between, Row.of(second, secondType), suffix));
    }
}

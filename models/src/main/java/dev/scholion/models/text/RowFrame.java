package dev.scholion.models.text;

import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.wordpiece.TokenTemplate;
import java.util.Arrays;

/**
 * The special tokens that a row wears around its text, for example {@code [CLS]} and {@code [SEP]}.
 *
 * @param contentType type id of the text's own tokens
 */
record RowFrame(Row prefix, int contentType, Row suffix) {
    /**
     * Learns the frame from a text without and with special tokens.
     *
     * @throws ModelPackageException if the one is no part of the other
     */
    static RowFrame around(TokenizedRow content, TokenizedRow framed) {
        for (int before = 0; content.length() > 0 && before + content.length() <= framed.length(); before++) {
            if (framed.holds(before, content)) {
                Row row = framed.row(true, 0, 0);
                return new RowFrame(
                        row.part(0, before), row.type(before), row.part(before + content.length(), row.length()));
            }
        }
        throw new ModelPackageException("tokenizer.json: a text is %s alone and %s with special tokens around it"
                .formatted(Arrays.toString(content.ids()), Arrays.toString(framed.ids())));
    }

    /** The frame that a template draws around a text. */
    static RowFrame of(TokenTemplate template) {
        int text = template.indexOf(TokenTemplate.TEXT);
        return new RowFrame(
                Row.of(template, 0, text),
                template.places().get(text).type(),
                Row.of(template, text + 1, template.places().size()));
    }

    /** Special tokens of one row. */
    int length() {
        return prefix.length() + suffix.length();
    }
}
